import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { t, useLanguage } from '../i18n'
import type { Trigger } from '../kit/button'
import { Menu, type MenuEntry } from '../kit/menu'
import { paths, useAdministrator, useOpen } from './context'
import { changeLanguage, signOut } from './session'
import { setTheme, useTheme } from './theme'

export function useUserEntries(): { entries: MenuEntry[]; choose: (id: string) => void } {
  const { app, session } = useOpen()
  const administrator = useAdministrator()
  const navigate = useNavigate()
  const language = useLanguage()
  const theme = useTheme()
  const next = theme === 'system' ? 'dark' : theme === 'dark' ? 'light' : 'system'
  const others = session.apps.filter((each) => each.name !== app.name)
  const entries: MenuEntry[] = [
    ...others.map((each): MenuEntry => ({ id: `app/${each.name}`, label: each.title, icon: 'box' })),
    { id: 'language', label: t('me.language'), icon: 'globe', detail: language === 'zh' ? 'English' : '简体中文' },
    { id: 'theme', label: t('me.theme'), icon: theme === 'dark' ? 'moon' : 'sun', detail: t(`theme.${theme}`) },
    ...(administrator
      ? [
          { id: 'parameters', label: t('nav.parameters'), icon: 'gear' } satisfies MenuEntry,
          { id: 'rules', label: t('nav.rules'), icon: 'bolt' } satisfies MenuEntry,
        ]
      : []),
    { id: 'out', label: t('me.sign_out'), icon: 'out' },
  ]
  const choose = (id: string) => {
    if (id === 'language') void changeLanguage(language === 'zh' ? 'en' : 'zh', true)
    else if (id === 'theme') setTheme(next)
    else if (id === 'out') void signOut()
    else if (id === 'parameters') void navigate(paths.parameters(app.name))
    else if (id === 'rules') void navigate(paths.rules(app.name))
    else void navigate(`/${id.slice(4)}`)
  }
  return { entries, choose }
}

export function UserMenu({ children }: { children: (trigger: Trigger) => ReactNode }) {
  const { entries, choose } = useUserEntries()
  return (
    <Menu label={t('me.menu')} entries={entries} onChoose={choose}>
      {children}
    </Menu>
  )
}
