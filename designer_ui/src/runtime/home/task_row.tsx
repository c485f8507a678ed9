import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { post } from '../../api/client'
import { appPath, client, recordsChanged } from '../../api/queries'
import type { Task } from '../../api/types'
import { paths, useApp } from '../../app/context'
import { t } from '../../i18n'
import { LinkButton } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { Dotted } from '../../kit/marks'
import { toast } from '../../kit/toast'
import { Due } from '../inbox/due'

/** A plain to-do is ticked off here; a step of a flow opens, because it asks for something. */
export function TaskRow({ task }: { task: Task }) {
  const app = useApp()
  const navigate = useNavigate()
  const [done, setDone] = useState(false)
  const link = paths.task(app.name, task.id)
  const complete = async () => {
    if (task.flow) {
      void navigate(link)
      return
    }
    setDone(true)
    try {
      await post(`${appPath(app.name)}/tasks/${task.id}/complete`, { version: task.version })
      toast(t('toast.task_done', { name: task.title }))
      await client.invalidateQueries({ queryKey: ['tasks', app.name] })
      recordsChanged(app.name)
    } catch {
      setDone(false)
      void navigate(link)
    }
  }
  const about = <Dotted items={[task.record?.label, task.flow?.title]} />
  return (
    <li className="task" data-task-id={task.id}>
      <button
        type="button"
        className={`tck ${done ? 'on' : ''}`}
        aria-label={t('task.complete_named', { name: task.title })}
        onClick={() => void complete()}
      >
        <Icon name="check" />
      </button>
      <span className="ell">
        <Link to={link} className={`ttl ${done ? 'mut' : ''}`}>
          {task.title}
        </Link>
        <span className="mut about">{about}</span>
      </span>
      <span className="acts">
        {task.record && task.form && app.forms[task.form] && (
          <LinkButton
            small
            label={t('task.open_record', { name: app.forms[task.form]!.title })}
            to={paths.record(app.name, task.form, task.record.id)}
          />
        )}
      </span>
      <Due task={task} />
    </li>
  )
}
