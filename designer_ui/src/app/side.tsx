import { Link, NavLink, useLocation } from 'react-router'
import { useNotices, useTasks } from '../api/queries'
import type { MenuItem } from '../api/types'
import { momentWords, now } from '../i18n/dates'
import { t } from '../i18n'
import { Icon, iconNamed, Mark, type IconName } from '../kit/icon'
import { Avatar, Badge, Kbd } from '../kit/marks'
import { paths, useOpen } from './context'
import { advanceClock } from './session'
import { UserMenu } from './user_menu'

export function targetOf(app: string, item: MenuItem): string {
  if (item.kind === 'dashboard') return paths.dashboard(app, item.name)
  if (item.kind === 'inbox') return paths.tasks(app)
  return paths.list(app, item.name, item.view)
}

const KIND_ICONS: Record<string, IconName> = { form: 'list', view: 'list', dashboard: 'chart', inbox: 'inbox' }

/** Icons by what kind of thing it is, unless the app names one. A form without one shows its first sign in a frame. */
function ItemMark({ item }: { item: MenuItem }) {
  const icon = item.icon ? iconNamed(item.icon, KIND_ICONS[item.kind] ?? 'list') : null
  if (icon) return <Icon name={icon} />
  if (item.kind === 'dashboard' || item.kind === 'inbox') return <Icon name={KIND_ICONS[item.kind]!} />
  return (
    <span className="nav-sign" aria-hidden="true">
      {item.title?.slice(0, 1)}
    </span>
  )
}

/** One entry is current: a view's own, else the form's. */
function useCurrent(item: MenuItem): boolean {
  const { app } = useOpen()
  const { pathname, search } = useLocation()
  const target = targetOf(app.name, item)
  if (item.view) return pathname + search === target
  const taken = app.menu.some((group) =>
    group.items.some((each) => each.view && pathname + search === targetOf(app.name, each)),
  )
  return !taken && (pathname === target || pathname.startsWith(`${target}/`))
}

function MenuLink({ item }: { item: MenuItem }) {
  const { app } = useOpen()
  const here = useCurrent(item)
  return (
    <Link className="nav" to={targetOf(app.name, item)} aria-current={here ? 'page' : undefined}>
      <ItemMark item={item} />
      <span className="ell">{item.title}</span>
    </Link>
  )
}

export function InboxLink() {
  const { app } = useOpen()
  const count = useTasks(app.name, 'todo').data?.counts?.todo
  return (
    <NavLink className="nav" to={paths.tasks(app.name)}>
      <Icon name="inbox" />
      {t('nav.tasks')}
      {count ? <span className="n">{count}</span> : null}
    </NavLink>
  )
}

export function NoticesLink() {
  const { app } = useOpen()
  const unread = useNotices(app.name).data?.unread ?? 0
  return (
    <NavLink className="nav" to={paths.notices(app.name)}>
      <Icon name="bell" />
      {t('nav.notices')}
      {unread > 0 && (
        <span className="n">
          <Badge tone="acc">{unread}</Badge>
        </span>
      )}
    </NavLink>
  )
}

export function DevClock() {
  const { session } = useOpen()
  if (!session.dev) return null
  return (
    <div className="devclock" role="group" aria-label={t('dev.clock')}>
      <Icon name="clock" />
      <span className="grow" data-dev-clock>
        {momentWords(new Date(now()).toISOString())}
      </span>
      {(['1h', '1d'] as const).map((step) => (
        <button
          type="button"
          key={step}
          aria-label={t(step === '1h' ? 'dev.hour' : 'dev.day')}
          onClick={() => void advanceClock(step)}
        >
          +{step}
        </button>
      ))}
    </div>
  )
}

export function Menu() {
  const { app } = useOpen()
  const groups = app.menu
    .map((group) => ({ ...group, items: group.items.filter((item) => item.kind !== 'inbox') }))
    .filter((group) => group.items.length)
  return (
    <>
      {groups.map((group) => (
        <div key={group.title} role="group" aria-label={group.title || t('nav.main')}>
          {group.title && <div className="navh">{group.title}</div>}
          {group.items.map((item) => (
            <MenuLink key={`${item.kind}/${item.name}/${item.view ?? ''}`} item={item} />
          ))}
        </div>
      ))}
    </>
  )
}

export function Side({ onFind }: { onFind: () => void }) {
  const { app, session } = useOpen()
  return (
    <nav className="side" aria-label={t('nav.main')}>
      <NavLink className="brand" to={paths.home(app.name)}>
        <Mark />
        <span>{t('brand')}</span>
        <small className="ell">{app.title}</small>
      </NavLink>
      <button type="button" className="find" onClick={onFind}>
        <Icon name="search" />
        <span className="grow ell">{t('palette.find')}</span>
        <Kbd>Ctrl K</Kbd>
      </button>
      <NavLink className="nav" to={paths.home(app.name)} end>
        <Icon name="home" />
        {t('nav.home')}
      </NavLink>
      <InboxLink />
      <NoticesLink />
      <div className="navs">
        <Menu />
      </div>
      <DevClock />
      <UserMenu>
        {(trigger) => (
          <button type="button" className="nav" aria-label={t('nav.me', { name: session.user.name })} {...trigger}>
            <Avatar name={session.user.name} me />
            <span className="ell me-name">{session.user.name}</span>
            <span className="n">
              <Icon name="more" />
            </span>
          </button>
        )}
      </UserMenu>
    </nav>
  )
}
