import { lazy, Suspense } from 'react'
import { Link } from 'react-router'
import { useNotices, useTasks } from '../../api/queries'
import { paths, useApp } from '../../app/context'
import { t } from '../../i18n'
import { LinkButton } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { Note } from '../../kit/states'
import { NoticeRow } from '../notices/row'

const Glance = lazy(() => import('../../charts/glance'))

/** Work of my team that is late: the page proposes, it does not scold. */
function Team() {
  const app = useApp()
  const counts = useTasks(app.name, 'todo').data?.counts
  if (!counts?.team) return null
  return (
    <section>
      <div className="row aside-head">
        <Icon name="spark" className="acc" />
        <h2>{t('home.team')}</h2>
      </div>
      <Note tone="acc" icon="flag">
        <p>{t('home.team_late', { n: counts.team })}</p>
        <p>
          <LinkButton small label={t('home.team_look')} to={paths.tasks(app.name, 'team')} />
        </p>
      </Note>
    </section>
  )
}

/** The first dashboard in brief; the others by name. */
function Boards() {
  const app = useApp()
  const [first, ...others] = Object.entries(app.dashboards)
  if (!first) return null
  return (
    <section>
      <div className="row aside-head">
        <h2>{first[1].title}</h2>
        <Link className="link end t13" to={paths.dashboard(app.name, first[0])}>
          {t('home.open_board')}
        </Link>
      </div>
      <Suspense fallback={null}>
        <Glance name={first[0]} />
      </Suspense>
      <ul>
        {others.map(([name, board]) => (
          <li key={name}>
            <Link className="act-link" to={paths.dashboard(app.name, name)}>
              <Icon name="chart" />
              <span className="grow">{board.title}</span>
              <Icon name="right" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function HomeAside() {
  const app = useApp()
  const notices = useNotices(app.name).data
  const shown = notices?.records.slice(0, 5) ?? []
  return (
    <aside className="a" aria-label={t('home.aside')}>
      <Team />
      <Boards />
      <section>
        <div className="row aside-head">
          <h2>{t('nav.notices')}</h2>
          {notices && notices.records.length > 0 && (
            <Link className="link end t13" to={paths.notices(app.name)}>
              {t('home.all')}
            </Link>
          )}
        </div>
        {shown.length ? (
          <ul>
            {shown.map((notice) => (
              <NoticeRow key={notice.id} notice={notice} />
            ))}
          </ul>
        ) : (
          <p className="hint">{t('notices.none')}</p>
        )}
      </section>
    </aside>
  )
}
