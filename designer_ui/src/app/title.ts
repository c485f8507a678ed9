import { useEffect } from 'react'
import { t, useLanguage } from '../i18n'

/** The page's name in the browser's tab. */
export function useTitle(title: string): void {
  const language = useLanguage()
  useEffect(() => {
    document.title = title ? `${title} - ${t('brand')}` : t('brand')
  }, [title, language])
}
