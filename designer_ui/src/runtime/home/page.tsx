/** 工作台: what is late, what is for today, what comes; news beside it. */
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { useTasks } from '../../api/queries'
import type { Task } from '../../api/types'
import { paths, useApp, useOpen } from '../../app/context'
import { useFind } from '../../app/find'
import { PhoneTools, useCreatable } from '../../app/tabbar'
import { useTitle } from '../../app/title'
import { hourOfDay } from '../../i18n/dates'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { useShortcut } from '../../kit/keys'
import { Menu } from '../../kit/menu'
import { Kbd } from '../../kit/marks'
import { Empty, Loaded, More } from '../../kit/states'
import { groupsOf, type TaskGroup } from '../inbox/due'
import { HomeAside } from './aside'
import './home.css'
import { TaskRow } from './task_row'

function greeting(name: string): string {
  const hour = hourOfDay()
  const key = hour < 6 ? 'home.night' : hour < 12 ? 'home.morning' : hour < 18 ? 'home.afternoon' : 'home.evening'
  return t(key, { name })
}

/** What the day looks like, in one sentence. */
function lead(groups: TaskGroup[], known: number): string {
  const count = (key: string) => groups.find((group) => group.key === key)?.tasks.length ?? 0
  const [late, today] = [Math.max(known, count('overdue')), count('today')]
  if (late && today) return t('home.both', { today, late })
  if (late) return t('home.late', { late })
  if (today) return t('home.today', { today })
  return groups.length ? t('home.nothing_today') : t('home.nothing')
}

function CreateMenu() {
  const app = useApp()
  const navigate = useNavigate()
  const forms = useCreatable()
  useShortcut('c', () => {
    if (forms[0]) void navigate(paths.create(app.name, forms[0].name))
  })
  if (!forms.length) return null
  return (
    <Menu
      label={t('action.create')}
      entries={forms.map((form) => ({ id: form.name, label: form.title, icon: 'plus' as const }))}
      onChoose={(name) => void navigate(paths.create(app.name, name))}
    >
      {(trigger) => <Button primary icon="plus" label={t('action.create')} hint="C" trigger={trigger} />}
    </Menu>
  )
}

/** The last group may go on behind what has been fetched: its number is then a least one. */
function Group({ group, first, goesOn }: { group: TaskGroup; first: boolean; goesOn: boolean }) {
  return (
    <section aria-label={t(`home.group_${group.key}`)}>
      <h2 className={`gh ${group.key === 'overdue' ? 'bad' : ''}`}>
        {t(`home.group_${group.key}`)}
        <span className="n">
          {group.tasks.length}
          {goesOn && '+'}
        </span>
        {first && (
          <span className="end desk t12 mut keys">
            <Kbd>J</Kbd> <Kbd>K</Kbd> {t('list.move')}　<Kbd>↵</Kbd> {t('list.open')}
          </span>
        )}
      </h2>
      <ul>
        {group.tasks.map((task) => (
          <TaskRow key={task.id} task={task} />
        ))}
      </ul>
    </section>
  )
}

/** J and K walk through the rows; the browser's focus is the cursor. */
function useWalk(): void {
  const step = (by: number) => {
    const rows = [...document.querySelectorAll<HTMLElement>('.task .ttl')]
    const at = rows.findIndex((row) => row.contains(document.activeElement))
    rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus()
  }
  useShortcut('j', () => step(1))
  useShortcut('k', () => step(-1))
}

function Day({ tasks, late, more }: { tasks: Task[]; late: number; more: ReactNode }) {
  const { session } = useOpen()
  const groups = groupsOf(tasks)
  useWalk()
  return (
    <div className="m">
      <h1>{greeting(session.user.name)}</h1>
      <p className="sec">{lead(groups, late)}</p>
      {groups.length === 0 && <Empty title={t('home.empty')}>{t('home.empty_help')}</Empty>}
      {groups.map((group, index) => (
        <Group
          key={group.key}
          group={group}
          first={index === 0}
          goesOn={more !== null && index === groups.length - 1}
        />
      ))}
      {more}
    </div>
  )
}

export function HomePage() {
  const app = useApp()
  const find = useFind()
  const tasks = useTasks(app.name, 'todo')
  useTitle(t('nav.home'))
  return (
    <>
      <header className="bar">
        <h1 aria-hidden="true">{t('nav.home')}</h1>
        <span className="end row g1">
          <PhoneTools onFind={find} />
          <span className="desk">
            <CreateMenu />
          </span>
        </span>
      </header>
      <div className="body">
        <div className="home">
          <Loaded query={tasks}>
            {({ records, counts }) => (
              <Day
                tasks={records}
                late={counts.overdue ?? 0}
                more={tasks.hasNextPage ? <More pages={tasks} /> : null}
              />
            )}
          </Loaded>
          <HomeAside />
        </div>
      </div>
    </>
  )
}
