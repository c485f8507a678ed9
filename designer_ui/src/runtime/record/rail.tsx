/** Beside the record: the next step, its tags and why, the key facts. */
import { useState } from 'react'
import { Link } from 'react-router'
import { useRecordTasks } from '../../api/queries'
import type { Value } from '../../api/types'
import { paths, useApp } from '../../app/context'
import { dueWords } from '../../i18n/dates'
import { t } from '../../i18n'
import { Icon } from '../../kit/icon'
import { Badge, hueOf } from '../../kit/marks'
import { usePhone } from '../../kit/media'
import { BottomSheet } from '../../kit/overlay'
import { FieldValue } from '../fields/value'
import { optionOf } from '../format'
import { isEmpty } from '../values'
import { sideFields } from './describe'
import type { RecordContext } from './context'
import { Why } from './why'

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
            <span className="grow"><span className="blk">{task.title}</span>{due && <span className={`t12 blk ${due.tone || 'mut'}`}>{due.tone === 'bad' ? t('due.past', { when: due.text }) : due.text}</span>}</span>
            <Icon name="right" className="mut" />
          </Link>
        )
      })}
    </section>
  )
}

function TagSection({ context, name }: { context: RecordContext; name: string }) {
  const [open, setOpen] = useState<string | null>(null)
  const phone = usePhone()
  const { form, record } = context
  const field = form.fields[name]!
  const names = (record[name] as string[] | null) ?? []
  const toggle = (tag: string) => setOpen(open === tag ? null : tag)
  const why = open && <Why key={open} context={context} element={`${name}/${open}`} title={optionOf(field, open)?.title ?? open} hue={hueOf(optionOf(field, open)?.color, open)} onClose={() => setOpen(null)} />
  return (
    <section className="asec" aria-label={field.title}>
      <h2>{field.title}{names.length > 0 && <Badge>{names.length}</Badge>}</h2>
      {names.length === 0 && <p className="hint">{t('record.no_tags')}</p>}
      <div className="row w g1">
        {names.map((tag) => {
          const option = optionOf(field, tag)
          const inside = <>{option?.rule && <Icon name="bolt" />}{option?.title ?? tag}</>
          const hue = hueOf(option?.color, tag)
          return option?.rule
            ? <button type="button" key={tag} className="chip tap" data-h={hue} data-open={open === tag || undefined} aria-expanded={open === tag} aria-label={t('why.ask', { name: option.title })} onClick={() => toggle(tag)}>{inside}</button>
            : <span key={tag} className="chip" data-h={hue}>{inside}</span>
        })}
      </div>
      {why && (phone ? <BottomSheet label={t('why.title')} open onClose={() => setOpen(null)}>{why}</BottomSheet> : <div className="why-dock">{why}</div>)}
    </section>
  )
}

function KeyFacts({ context }: { context: RecordContext }) {
  const app = useApp()
  const { form, record } = context
  const names = sideFields(form).filter((name) => form.fields[name]!.type !== 'tags' && !isEmpty(record[name]))
  if (!names.length) return null
  return (
    <section className="asec" aria-label={t('record.facts')}>
      <h2>{t('record.facts')}</h2>
      <dl className="kv">
        {names.map((name) => (
          <div key={name} className="kv-row" data-field={name}><dt>{form.fields[name]!.title}</dt><dd><FieldValue field={form.fields[name]!} value={record[name] as Value} full currency={app.currency} /></dd></div>
        ))}
      </dl>
    </section>
  )
}

export function Rail({ context }: { context: RecordContext }) {
  const tags = Object.keys(context.form.fields).filter((name) => context.form.fields[name]!.type === 'tags')
  return (
    <aside className="a" aria-label={t('record.rail')}>
      <NextSteps context={context} />
      {tags.map((name) => <TagSection key={name} context={context} name={name} />)}
      <KeyFacts context={context} />
    </aside>
  )
}
