import { useState } from 'react'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Icon } from '../../kit/icon'

export function Search({ value, onChange, title }: { value: string; onChange: (text: string) => void; title: string }) {
  const [open, setOpen] = useState(Boolean(value))
  if (!open)
    return <Button quiet bare icon="search" label={t('list.search', { name: title })} onPress={() => setOpen(true)} />
  return (
    <span className="input list-search">
      <Icon name="search" />
      <input
        type="search"
        autoFocus
        aria-label={t('list.search', { name: title })}
        placeholder={t('list.search', { name: title })}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            onChange('')
            setOpen(false)
          }
        }}
      />
    </span>
  )
}
