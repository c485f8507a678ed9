/** The record's story, newest first; the cause is always the last word. */
import { Link } from 'react-router'
import { useTimeline } from '../../api/queries'
import type { TimelineItem, Value } from '../../api/types'
import { paths, useApp } from '../../app/context'
import { dayOf, momentWords, today } from '../../i18n/dates'
import { language, locale, t } from '../../i18n'
import { Icon, type IconName } from '../../kit/icon'
import { Dotted } from '../../kit/marks'
import { Empty, Loaded, More } from '../../kit/states'
import { FieldValue } from '../fields/value'
import { isEmpty } from '../values'
import type { RecordContext } from './context'

const LOOKS: Record<string, [IconName, string]> = {
  change: ['edit', ''],
  record: ['chat', 'acc'],
  task: ['check', 'ok'],
  tag: ['bolt', ''],
  flow: ['stamp', 'warn'],
  notice: ['bell', ''],
  created: ['plus', ''],
}

function monthOf(at: string): string {
  const day = dayOf(Date.parse(at))
  const sameYear = day.slice(0, 4) === today().slice(0, 4)
  return new Intl.DateTimeFormat(locale(), {
    month: language() === 'zh' ? 'numeric' : 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(Date.parse(`${day}T00:00:00Z`))
}

/** What a record that came says of itself: its text first, then what else was entered, each with its name. */
function Entered({ item }: { item: TimelineItem }) {
  const app = useApp()
  const fields = (item.form ? app.forms[item.form]?.fields : null) ?? {}
  const known = Object.entries(item.values ?? {}).filter(([name, value]) => fields[name] && !isEmpty(value))
  const text = known.find(([name]) => fields[name]!.type === 'text')
  const rest = known.filter((each) => each !== text && fields[each[0]]!.type !== 'choice')
  const shown = ([name, value]: [string, Value]) => (
    <FieldValue field={fields[name]!} value={value} full currency={app.currency} />
  )
  return (
    <div className="quote">
      {text ? shown(text) : item.text}
      {rest.length > 0 && (
        <p className="mut t13">
          <Dotted
            items={rest.map((each) => (
              <span key={each[0]}>
                {fields[each[0]]!.title} <span className="sec">{shown(each)}</span>
              </span>
            ))}
          />
        </p>
      )}
    </div>
  )
}

/** The choices made in a record that came: a call, a visit. */
function Kinds({ item }: { item: TimelineItem }) {
  const app = useApp()
  const fields = (item.form ? app.forms[item.form]?.fields : null) ?? {}
  const chosen = Object.entries(item.values ?? {}).filter(
    ([name, value]) => fields[name]?.type === 'choice' && !isEmpty(value),
  )
  return chosen.map(([name, value]) => <FieldValue key={name} field={fields[name]!} value={value} />)
}

function Item({ item }: { item: TimelineItem }) {
  const app = useApp()
  const [icon, tone] = LOOKS[item.kind] ?? ['clock', '']
  const title =
    item.form && item.id && app.forms[item.form] ? (
      <Link to={paths.record(app.name, item.form, item.id)} className="med linked">
        {item.title}
      </Link>
    ) : (
      <b className="med">{item.title}</b>
    )
  return (
    <li data-kind={item.kind}>
      <span className={`tn ${tone}`}>
        <Icon name={icon} />
      </span>
      <p className="row w tl-head">
        {title}
        {item.values && <Kinds item={item} />}
        <span className="mut t12">
          <Dotted
            items={[
              <time key="at" dateTime={item.at}>
                {momentWords(item.at)}
              </time>,
              item.who?.name,
              item.cause,
            ]}
          />
        </span>
      </p>
      {item.kind === 'record' ? <Entered item={item} /> : item.text && <p className="sec tl-text">{item.text}</p>}
    </li>
  )
}

function Months({ items }: { items: TimelineItem[] }) {
  const groups: { month: string; items: TimelineItem[] }[] = []
  for (const item of items) {
    const month = monthOf(item.at)
    const last = groups.at(-1)
    if (last?.month === month) last.items.push(item)
    else groups.push({ month, items: [item] })
  }
  return (
    <>
      {groups.map((group) => (
        <section key={group.month}>
          <h2 className="mut t12 tl-month">{group.month}</h2>
          <ul className="tl">
            {group.items.map((item, index) => (
              <Item key={index} item={item} />
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

export function Timeline({
  context,
  only,
  few,
}: {
  context: Pick<RecordContext, 'name' | 'record'> & Partial<RecordContext>
  only: string | null
  few?: number
}) {
  const app = useApp()
  const timeline = useTimeline(app.name, context.name, context.record.id)
  return (
    <div className="timeline">
      {context.log && !only && !few && (
        <button type="button" className="composer" onClick={context.log}>
          <span className="grow">{t('record.composer')}</span>
          <Icon name="edit" />
        </button>
      )}
      <Loaded query={timeline}>
        {(data) => {
          const items = data.pages
            .flatMap((page) => page.items)
            .filter((item) => !only || item.kind === only)
            .slice(0, few)
          if (!items.length)
            return <Empty title={t('record.no_story')}>{context.log ? t('record.no_story_help') : null}</Empty>
          return (
            <>
              <Months items={items} />
              {!few && <More pages={timeline} label={t('list.earlier')} />}
            </>
          )
        }}
      </Loaded>
    </div>
  )
}
