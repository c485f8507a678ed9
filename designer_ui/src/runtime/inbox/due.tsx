import type { Task } from '../../api/types'
import { dayNumber, dayOf, dueWords, momentWords, now, today } from '../../i18n/dates'
import { t } from '../../i18n'
import { useMinute } from '../../kit/minute'

export function Due({ task }: { task: Task }) {
  useMinute()
  if (task.done_at) return <span className="due mut">{momentWords(task.done_at)}</span>
  if (!task.due) return <span className="due mut">{t('due.none')}</span>
  const { text, tone } = dueWords(task.due)
  return (
    <time className={`due ${tone}`} dateTime={task.due} title={momentWords(task.due)}>
      {text}
    </time>
  )
}

export interface TaskGroup {
  key: 'overdue' | 'today' | 'week' | 'later'
  tasks: Task[]
}

/** Past due, today, the next seven days, later or without a date. */
export function groupsOf(tasks: Task[]): TaskGroup[] {
  const groups: TaskGroup[] = (['overdue', 'today', 'week', 'later'] as const).map((key) => ({ key, tasks: [] }))
  const add = (key: TaskGroup['key'], task: Task) => groups.find((group) => group.key === key)!.tasks.push(task)
  for (const task of tasks) {
    if (!task.due) {
      add('later', task)
      continue
    }
    const distance = dayNumber(dayOf(Date.parse(task.due))) - dayNumber(today())
    if (Date.parse(task.due) < now()) add('overdue', task)
    else add(distance <= 0 ? 'today' : distance <= 7 ? 'week' : 'later', task)
  }
  const byDue = (a: Task, b: Task) => (a.due ?? '9').localeCompare(b.due ?? '9')
  return groups.map((group) => ({ ...group, tasks: group.tasks.sort(byDue) })).filter((group) => group.tasks.length)
}
