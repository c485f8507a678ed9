/** What can be done with a task: outcomes as buttons at the thumb, hand over, take. */
import { lazy, Suspense, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Task, TaskDetail } from '../../api/types'
import { paths, useApp } from '../../app/context'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { composing, useShortcut } from '../../kit/keys'
import { toast } from '../../kit/toast'
import type { TaskWork } from './work'

interface Props {
  task: TaskDetail
  work: TaskWork
  siblings: Task[]
  box: string
}

/** After one the next one opens by itself; after the last the list. */
function useNext(task: Task, siblings: Task[], box: string): () => void {
  const app = useApp()
  const navigate = useNavigate()
  const place = siblings.findIndex((each) => each.id === task.id)
  const next = siblings[place + 1] ?? siblings[place - 1]
  return () =>
    void navigate(next && box === 'todo' ? `${paths.task(app.name, next.id)}?box=${box}` : paths.tasks(app.name, box), {
      replace: true,
    })
}

const Reassign = lazy(() => import('./reassign'))

function Outcomes({
  task,
  work,
  onChoose,
}: {
  task: TaskDetail
  work: TaskWork
  onChoose: (outcome: string | null) => void
}) {
  const outcomes = task.outcomes ?? []
  useShortcut('1', () => onChoose(outcomes[0]?.name ?? null))
  useShortcut('2', () => {
    if (outcomes[1]) onChoose(outcomes[1].name)
  })
  useShortcut('3', () => {
    if (outcomes[2]) onChoose(outcomes[2].name)
  })
  if (!outcomes.length)
    return (
      <Button
        primary
        className="main-op"
        icon="check"
        label={t('task.complete')}
        pending={work.busy === 'complete'}
        onPress={() => onChoose(null)}
      />
    )
  return (
    <>
      {outcomes.map((outcome, index) => (
        <Button
          key={outcome.name}
          {...(index === 0 ? { primary: true, icon: 'check' as const, className: 'main-op' } : {})}
          label={outcome.title}
          hint={index < 3 ? String(index + 1) : undefined}
          disabled={work.busy !== null}
          onPress={() => onChoose(outcome.name)}
        />
      ))}
    </>
  )
}

export function Operations({ task, work, siblings, box }: Props) {
  const [opinion, setOpinion] = useState('')
  const [handing, hand] = useState(false)
  const next = useNext(task, siblings, box)
  const can = (operation: string) => task.operations.includes(operation)
  if (!task.operations.length) return null
  const complete = async (outcome: string | null) => {
    const body = { ...(outcome ? { outcome } : {}), ...(opinion.trim() ? { opinion: opinion.trim() } : {}) }
    if (await work.run('complete', body)) {
      toast(t('toast.task_done', { name: task.title }))
      next()
    }
  }
  const take = async () => {
    if (await work.run('take', {})) toast(t('toast.taken'))
  }
  return (
    <footer className="opbar">
      {can('complete') && (
        <span className="input opinion">
          <input
            aria-label={t('task.opinion')}
            placeholder={t('task.opinion_hint')}
            value={opinion}
            onChange={(event) => setOpinion(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !composing(event) && (task.outcomes?.length ?? 0) <= 1)
                void complete(task.outcomes?.[0]?.name ?? null)
            }}
          />
        </span>
      )}
      <div className="row ops">
        {can('take') && (
          <Button primary label={t('task.take')} pending={work.busy === 'take'} onPress={() => void take()} />
        )}
        {can('complete') && <Outcomes task={task} work={work} onChoose={(outcome) => void complete(outcome)} />}
        {can('reassign') && <Button icon="fwd" label={t('task.reassign')} onPress={() => hand(true)} />}
        {siblings.length > 1 && can('complete') && <span className="end mut t12 desk">{t('task.then_next')}</span>}
      </div>
      {handing && (
        <Suspense fallback={null}>
          <Reassign
            task={task}
            work={work}
            onClose={() => hand(false)}
            onDone={() => {
              hand(false)
              next()
            }}
          />
        </Suspense>
      )}
    </footer>
  )
}
