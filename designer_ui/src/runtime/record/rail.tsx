/** Beside the record: the next step, its tags and why, the key facts. */
import { Link } from 'react-router'
import { useRecordTasks } from '../../api/queries'
import { paths, useApp } from '../../app/context'
import { dueWords } from '../../i18n/dates'
import { t } from '../../i18n'
import { Icon } from '../../kit/icon'
import { Badge } from '../../kit/marks'
import { usePhone } from '../../kit/media'
import { isEmpty } from '../values'
import { sideFields, tagFields } from './describe'
import { lackedBy } from '../why/about'
import { CouldHave } from '../why/could_have'
import type { RecordContext } from './context'
import { RecordValue } from './record_value'

function NextSteps({ context }: { context: RecordContext }) {
  const app = useApp()
  const tasks = useRecordTasks(app.name, context.name, context.record.id).data ?? []
  return (
    <section className="asec" aria-label={t('record.next')}>
      <h2>{t('record.next')}</h2>
      {tasks.length === 0 && <p className="hint">{t('record.no_next')}</p>}
      {tasks.map((task) => {
        const due = task.due ? dueWords(task.due) : null
        return (
          <Link key={task.id} className="act" to={paths.task(app.name, task.id)}>
            <span className="tck" aria-hidden="true" />
            <span className="grow">
              <span className="blk">{task.title}</span>
              {due && (
                <span className={`t12 blk ${due.tone || 'mut'}`}>
                  {due.tone === 'bad' ? t('due.past', { when: due.text }) : due.text}
                </span>
              )}
            </span>
            <Icon name="right" className="mut" />
          </Link>
        )
      })}
    </section>
  )
}

function Could({ context }: { context: RecordContext }) {
  return (
    <p className="could-row">
      <CouldHave questions={lackedBy(context.record, context.form, context.name)} />
    </p>
  )
}

function TagSection({ context, name }: { context: RecordContext; name: string }) {
  const names = (context.record[name] as string[] | null) ?? []
  return (
    <section className="asec" aria-label={context.form.fields[name]!.title}>
      <h2>
        {context.form.fields[name]!.title}
        {names.length > 0 && <Badge>{names.length}</Badge>}
      </h2>
      {names.length === 0 ? (
        <p className="hint">{t('record.no_tags')}</p>
      ) : (
        <RecordValue context={context} name={name} />
      )}
      <Could context={context} />
    </section>
  )
}

function KeyFacts({ context }: { context: RecordContext }) {
  const { form, record } = context
  const names = sideFields(form).filter((name) => form.fields[name]!.type !== 'tags' && !isEmpty(record[name]))
  if (!names.length) return null
  return (
    <section className="asec" aria-label={t('record.facts')}>
      <h2>{t('record.facts')}</h2>
      <dl className="kv">
        {names.map((name) => (
          <div key={name} className="kv-row" data-field={name}>
            <dt>{form.fields[name]!.title}</dt>
            <dd>
              <RecordValue context={context} name={name} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

export function Rail({ context }: { context: RecordContext }) {
  const phone = usePhone()
  return (
    <aside className="a" aria-label={t('record.rail')}>
      <NextSteps context={context} />
      {!phone && tagFields(context.form).map((name) => <TagSection key={name} context={context} name={name} />)}
      <KeyFacts context={context} />
    </aside>
  )
}
