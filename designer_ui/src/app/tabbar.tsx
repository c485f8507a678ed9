/** The phone's frame: five places at the thumb, the rest behind 更多. */
import { useState } from 'react'
import { NavLink, useLocation, useNavigate } from 'react-router'
import { useTasks } from '../api/queries'
import { t } from '../i18n'
import { Button } from '../kit/button'
import { Icon, iconNamed } from '../kit/icon'
import { BottomSheet } from '../kit/overlay'
import { paths, useOpen } from './context'
import { DevClock, Menu, NoticesLink, targetOf } from './side'
import { useUserEntries } from './user_menu'

function More({ open, onClose, onFind }: { open: boolean; onClose: () => void; onFind: () => void }) {
  const { entries, choose } = useUserEntries()
  return (
    <BottomSheet label={t('nav.more')} open={open} onClose={onClose}>
      <div
        onClick={(event) => {
          if ((event.target as HTMLElement).closest('a')) onClose()
        }}
      >
        <button
          type="button"
          className="nav"
          onClick={() => {
            onClose()
            onFind()
          }}
        >
          <Icon name="search" />
          {t('palette.find')}
        </button>
        <NoticesLink />
        <Menu />
        <div className="navh">{t('me.menu')}</div>
        {entries.map((entry) => (
          <button
            type="button"
            key={entry.id}
            className="nav"
            onClick={() => {
              choose(entry.id)
              if (entry.id !== 'theme') onClose()
            }}
          >
            <Icon name={entry.icon!} />
            {entry.label}
            <span className="n">{entry.detail}</span>
          </button>
        ))}
        <DevClock />
      </div>
    </BottomSheet>
  )
}

export function useCreatable(): { name: string; title: string; icon?: string | null | undefined }[] {
  const { app } = useOpen()
  const inMenu = app.menu
    .flatMap((group) => group.items)
    .filter((item) => item.kind === 'form' || item.kind === 'view')
    .map((item) => item.name)
  const names = [...new Set([...inMenu, ...Object.keys(app.forms)])]
  return names.flatMap((name) => {
    const form = app.forms[name]
    return form?.can.create ? [{ name, title: form.title, icon: form.icon }] : []
  })
}

function Create({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { app } = useOpen()
  const navigate = useNavigate()
  return (
    <BottomSheet label={t('action.create')} open={open} onClose={onClose}>
      {useCreatable().map((form) => (
        <button
          type="button"
          key={form.name}
          className="nav"
          onClick={() => {
            onClose()
            void navigate(paths.create(app.name, form.name))
          }}
        >
          <Icon name={iconNamed(form.icon, 'plus')} />
          {t('form.new_named', { name: form.title })}
        </button>
      ))}
    </BottomSheet>
  )
}

export function TabBar({ onFind }: { onFind: () => void }) {
  const { app } = useOpen()
  const { pathname } = useLocation()
  const [more, setMore] = useState(false)
  const [creating, create] = useState(false)
  const count = useTasks(app.name, 'todo').data?.counts?.todo ?? 0
  const first = app.menu.flatMap((group) => group.items).find((item) => item.kind === 'form')
  if (/\/(new|edit|import)$/.test(pathname) || /\/tasks\/./.test(pathname)) return null
  return (
    <nav className="tabbar" aria-label={t('nav.bottom')}>
      <NavLink to={paths.home(app.name)} end>
        <Icon name="home" large />
        <span>{t('nav.home')}</span>
      </NavLink>
      {first && (
        <NavLink to={targetOf(app.name, first)}>
          <Icon name={iconNamed(first.icon, 'list')} large />
          <span>{first.title}</span>
        </NavLink>
      )}
      <button type="button" className="add" onClick={() => create(true)}>
        <b>
          <Icon name="plus" large />
        </b>
        <span>{t('action.create')}</span>
      </button>
      <NavLink to={paths.tasks(app.name)}>
        <Icon name="inbox" large />
        <span>{t('nav.tasks')}</span>
        {count > 0 && <em>{count}</em>}
      </NavLink>
      <button type="button" aria-haspopup="dialog" onClick={() => setMore(true)}>
        <Icon name="menu" large />
        <span>{t('nav.more')}</span>
      </button>
      <More open={more} onClose={() => setMore(false)} onFind={onFind} />
      <Create open={creating} onClose={() => create(false)} />
    </nav>
  )
}

export function PhoneTools({ onFind }: { onFind: () => void }) {
  return (
    <span className="phone">
      <Button quiet bare icon="search" label={t('palette.find')} onPress={onFind} />
    </span>
  )
}
