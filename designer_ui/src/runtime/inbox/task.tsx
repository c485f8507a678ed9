import { lazy, Suspense } from 'react'
import { Link } from 'react-router'
import { useRecord, useTask } from '../../api/queries'
import type { RecordData, Task, TaskDetail, Value } from '../../api/types'
import { paths, useApp } from '../../app/context'
import { dueWords, momentWords } from '../../i18n/dates'
import { t } from '../../i18n'
import { LinkButton } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { Chip, Dotted } from '../../kit/marks'
import { Loaded, Note } from '../../kit/states'
import { FieldValue } from '../fields/value'
import { isNumeric } from '../format'
import { headerFields, sideFields } from '../record/describe'
import '../record/record.css'
import { Timeline } from '../record/timeline'
import { isEmpty } from '../values'
import { Operations } from './operations'
import { useTaskWork } from './work'

const StepFields = lazy(() => import('./step_fields'))

function Head({ task }: { task: TaskDetail }) {
  const app = useApp()
  const due = task.due ? dueWords(task.due) : null
  const record =
    task.record && task.form ? (
      <Link key="r" className="link" to={paths.record(app.name, task.form, task.record.id)}>
        {task.record.label}
      </Link>
    ) : null
  return (
    <>
      <div className="row w task-head">
        <h2 className="t20">{task.title}</h2>
        {task.done_at ? (
          <Chip hue="green">{t('task.done')}</Chip>
        ) : due?.tone === 'bad' ? (
          <Chip hue="red">{t('task.overdue')}</Chip>
        ) : (
          <Chip hue="amber">{t('task.waiting')}</Chip>
        )}
      </div>
      <p className="mut t13 task-meta">
        <Dotted
          items={[
            record,
            task.flow?.title,
            task.assignee?.name,
            t('task.since', { when: momentWords(task.created_at) }),
            due && (
              <span key="d" className={due.tone}>
                {due.tone === 'warn' ? due.text : t(due.tone === 'bad' ? 'due.past' : 'due.by', { when: due.text })}
              </span>
            ),
          ]}
        />
      </p>
      {task.help && <Note icon="help">{task.help}</Note>}
      {task.flow?.goal && <p className="hint task-goal">{t('task.goal', { goal: task.flow.goal })}</p>}
    </>
  )
}

/** Figures of the record in one row: what to know before deciding. */
function KeyFigures({ task, record }: { task: TaskDetail; record: RecordData }) {
  const app = useApp()
  const form = app.forms[task.form!]!
  const asked = new Set(Object.keys(task.fields ?? {}))
  const names = [...new Set([...headerFields(form), ...sideFields(form)])].filter(
    (name) => !isEmpty(record[name]) && !asked.has(name) && form.fields[name]!.type !== 'datetime',
  )
  const ordered = [
    ...names.filter((name) => isNumeric(form.fields[name]!.type)),
    ...names.filter((name) => !isNumeric(form.fields[name]!.type)),
  ].slice(0, 4)
  if (ordered.length < 2) return null
  return (
    <dl
      className="facts"
      data-n={ordered.length}
      data-words={ordered.every((name) => !isNumeric(form.fields[name]!.type)) || undefined}
    >
      {ordered.map((name) => (
        <div key={name}>
          <dt className="k">{form.fields[name]!.title}</dt>
          <dd className="v">
            <FieldValue field={form.fields[name]!} value={record[name] as Value} full currency={app.currency} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Steps({ task }: { task: TaskDetail }) {
  if (!task.steps?.length) return null
  return (
    <section className="task-steps" aria-label={t('task.progress')}>
      <h2 className="t13">{t('task.progress')}</h2>
      <ul className="tl">
        {task.steps.map((step) => (
          <li key={step.name} aria-current={step.state === 'now' ? 'step' : undefined}>
            <span className={`tn ${step.state === 'done' ? 'ok' : step.state === 'now' ? 'now' : ''}`}>
              <Icon name={step.state === 'done' ? 'check' : step.state === 'now' ? 'clock' : 'person'} />
            </span>
            <p className={step.state === 'now' ? 'med' : step.state === 'next' ? 'mut' : ''}>{step.title}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Story({ task, record }: { task: TaskDetail; record: RecordData }) {
  return (
    <section>
      <h2 className="t13 story-head">{t('task.story')}</h2>
      <Timeline context={{ name: task.form!, record }} only={null} few={6} />
    </section>
  )
}

function Work({
  task,
  record,
  siblings,
  box,
}: {
  task: TaskDetail
  record: RecordData | null
  siblings: Task[]
  box: string
}) {
  const work = useTaskWork(task, record)
  return (
    <div className="task-page">
      <div className="tmain">
        <div className="m">
          <Head task={task} />
          {record && task.form && <KeyFigures task={task} record={record} />}
          {work.problem && (
            <Note tone="bad" role="alert">
              {work.problem}
            </Note>
          )}
          {work.names.length > 0 && (
            <Suspense fallback={null}>
              <StepFields work={work} />
            </Suspense>
          )}
        </div>
        <aside className="a" aria-label={t('task.story')}>
          <Steps task={task} />
          {record && task.form && <Story task={task} record={record} />}
        </aside>
      </div>
      <Operations task={task} work={work} siblings={siblings} box={box} />
    </div>
  )
}

export function TaskPanel({ id, box, siblings }: { id: string; box: string; siblings: Task[] }) {
  const app = useApp()
  const task = useTask(app.name, id)
  const form = task.data?.form
  const record = useRecord(app.name, form ?? '', form && app.forms[form] ? task.data?.record?.id : null)
  const place = siblings.findIndex((each) => each.id === id)
  const waiting = form && task.data?.record && app.forms[form] && record.isPending
  return (
    <>
      <header className="bar phone">
        <LinkButton quiet bare icon="left" label={t('action.back')} to={paths.tasks(app.name, box)} />
        <b className="t16 ell">{task.data?.title}</b>
        {place >= 0 && (
          <span className="mut t13 end">
            {place + 1} / {siblings.length}
          </span>
        )}
      </header>
      <Loaded query={task}>
        {(data) =>
          waiting ? (
            <div aria-busy="true" />
          ) : (
            <Work key={data.version} task={data} record={record.data ?? null} siblings={siblings} box={box} />
          )
        }
      </Loaded>
    </>
  )
}
