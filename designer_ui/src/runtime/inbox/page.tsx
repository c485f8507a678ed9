/** To-dos: the list, the task, and the record's story beside it. On a phone each is its own page. */
import type { ReactNode } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { useTasks } from '../../api/queries'
import type { Task } from '../../api/types'
import { paths, useApp } from '../../app/context'
import { useTitle } from '../../app/title'
import { t } from '../../i18n'
import { Avatar, Dotted } from '../../kit/marks'
import { usePhone } from '../../kit/media'
import { Empty, Loaded, More } from '../../kit/states'
import '../home/home.css'
import { Due } from './due'
import './inbox.css'
import { TaskPanel } from './task'

const BOXES = ['todo', 'team', 'done'] as const
type Box = (typeof BOXES)[number]

function Boxes({ box }: { box: Box }) {
  const app = useApp()
  const counts = useTasks(app.name, 'todo').data?.counts
  const countOf = (each: Box) => (each === 'todo' ? counts?.todo : each === 'team' ? counts?.team : undefined)
  return (
    <nav className="seg" aria-label={t('task.boxes')}>
      {BOXES.map((each) => (
        <Link
          key={each}
          to={paths.tasks(app.name, each)}
          className={each === box ? 'on' : ''}
          aria-current={each === box ? 'page' : undefined}
        >
          {t(`task.box_${each}`)}
          {countOf(each) ? ` ${countOf(each)}` : ''}
        </Link>
      ))}
    </nav>
  )
}

function Item({ task, box, current }: { task: Task; box: Box; current: boolean }) {
  const app = useApp()
  const who = box === 'todo' ? (task.record?.label ?? task.title) : (task.assignee?.name ?? task.title)
  return (
    <li>
      <Link
        className={`it ${current ? 'on' : ''}`}
        aria-current={current ? 'true' : undefined}
        data-task-id={task.id}
        to={`${paths.task(app.name, task.id)}?box=${box}`}
      >
        <Avatar name={who} />
        <span className={`ell ${task.overdue ? 'un' : ''}`}>{task.title}</span>
        <Due task={task} />
        <span className="s ell">
          <Dotted items={[task.record?.label, task.flow?.title, box !== 'todo' && task.assignee?.name]} />
        </span>
      </Link>
    </li>
  )
}

interface ListProps {
  tasks: Task[]
  box: Box
  current: string | undefined
  more: ReactNode
}

function List({ tasks, box, current, more }: ListProps) {
  if (!tasks.length) return <Empty title={t(`task.empty_${box}`)}>{box === 'todo' ? t('task.empty_help') : null}</Empty>
  return (
    <ul className="ilist" aria-label={t(`task.box_${box}`)}>
      {tasks.map((task) => (
        <Item key={task.id} task={task} box={box} current={task.id === current} />
      ))}
      <li className="hint ilist-end">{more ?? t('task.end')}</li>
    </ul>
  )
}

export function InboxPage() {
  const { id } = useParams()
  const [search] = useSearchParams()
  const app = useApp()
  const phone = usePhone()
  const asked = search.get('box') as Box | null
  const box: Box = asked && BOXES.includes(asked) ? asked : 'todo'
  const tasks = useTasks(app.name, box)
  useTitle(t('nav.tasks'))
  if (phone && id) return <TaskPanel key={id} id={id} box={box} siblings={tasks.data?.records ?? []} />
  return (
    <>
      <header className="bar">
        <h1>{t('nav.tasks')}</h1>
        <Boxes box={box} />
      </header>
      <Loaded query={tasks}>
        {(list) => {
          const open = id ?? list.records[0]?.id
          const more = tasks.hasNextPage ? <More pages={tasks} /> : null
          if (phone || !open)
            return (
              <div className="body">
                <List tasks={list.records} box={box} current={undefined} more={more} />
              </div>
            )
          return (
            <div className="inbox">
              <List tasks={list.records} box={box} current={open} more={more} />
              <TaskPanel key={open} id={open} box={box} siblings={list.records} />
            </div>
          )
        }}
      </Loaded>
    </>
  )
}
