import { useRef } from 'react'
import { useSearchParams } from 'react-router'
import { useRelated } from '../../api/queries'
import type { Related } from '../../api/types'
import { paths, useApp } from '../../app/context'
import { t } from '../../i18n'
import { LinkButton } from '../../kit/button'
import { Empty, ErrorState, Loaded, More } from '../../kit/states'
import { LinkTabs } from '../../kit/tabs'
import { blocksOf } from '../form/layout'
import { numberText } from '../format'
import { columnsOf } from '../list/columns'
import { RecordTable } from '../list/table'
import { listViews } from '../list/views'
import { relatedOf, tabsOf } from './describe'
import type { RecordContext } from './context'
import { RecordValue } from './record_value'
import { Timeline } from './timeline'

function Facts({ context, section }: { context: RecordContext; section: string }) {
  const block = blocksOf(context.form).find((each) => each.name === section)
  if (!block) return null
  return (
    <section className="facts-block" aria-label={block.title || undefined}>
      {block.title && <h2>{block.title}</h2>}
      <dl className="facts-grid">
        {block.fields.map(([name, field]) => (
          <div key={name} className={field.type === 'table' || (field.lines ?? 1) > 1 ? 'wide' : ''} data-field={name}>
            <dt>{field.title}</dt>
            <dd>
              <RecordValue context={context} name={name} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function RelatedList({ context, back, way }: { context: RecordContext; back: string; way: Related }) {
  const app = useApp()
  const form = app.forms[way.form]!
  const list = useRelated(app.name, context.name, context.record.id, back, way.form)
  const scroller = useRef<HTMLDivElement>(null)
  const columns = columnsOf(form, listViews(form)[0]?.[1]).filter((column) => column.name !== way.field)
  return (
    <Loaded query={list}>
      {(data) => {
        const records = data.pages.flatMap((page) => page.records)
        const create = form.can.create && (
          <LinkButton
            small
            icon="plus"
            label={t('form.new_named', { name: form.title })}
            to={`${paths.create(app.name, way.form)}?${way.field}=${context.record.id}`}
          />
        )
        if (!records.length) return <Empty title={t('record.no_related', { name: way.title })} action={create} />
        return (
          <section className="related" aria-label={way.title}>
            <div className="row related-head">
              <span className="mut t12">
                {t('list.total', { n: numberText(data.pages[0]!.count?.value ?? records.length) })}
              </span>
              <span className="end">{create}</span>
            </div>
            <div ref={scroller} className="related-rows">
              <RecordTable
                name={way.form}
                form={form}
                columns={columns}
                records={records}
                sort={null}
                more={false}
                onMore={() => undefined}
                scroller={scroller}
                label={way.title}
              />
            </div>
            <More pages={list} />
          </section>
        )
      }}
    </Loaded>
  )
}

function Part({ context, part }: { context: RecordContext; part: string }) {
  const app = useApp()
  const ways = relatedOf(app, context.name, context.form)
  if (part === 'timeline' || part === 'changes')
    return <Timeline context={context} only={part === 'changes' ? 'change' : null} />
  if (part === '*')
    return (
      <>
        {blocksOf(context.form).map((block) => (
          <Facts key={block.name} context={context} section={block.name} />
        ))}
      </>
    )
  const way = ways[part]
  if (way) return <RelatedList context={context} back={part} way={way} />
  return <Facts context={context} section={part} />
}

export function Tabs({ context }: { context: RecordContext }) {
  const app = useApp()
  const [search] = useSearchParams()
  const tabs = tabsOf(app, context.name, context.form)
  const current = tabs.find((tab) => tab.name === search.get('tab')) ?? tabs[0]
  if (!current) return <ErrorState error={null} />
  const base = paths.record(app.name, context.name, context.record.id)
  return (
    <>
      <div className="tabs-sticky">
        <LinkTabs
          label={t('record.tabs')}
          entries={tabs.map((tab) => ({ key: tab.name, label: tab.title, to: `${base}?tab=${tab.name}` }))}
          current={current.name}
        />
      </div>
      <div className="tab-body" key={current.name}>
        {current.show.map((part) => (
          <Part key={part} context={context} part={part} />
        ))}
      </div>
    </>
  )
}
