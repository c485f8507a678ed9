/** The tree of a condition: a line for each part, with the value that it has and the records behind it. */
import { Link } from 'react-router'
import type { Condition } from '../../api/types'
import { paths, useApp } from '../../app/context'
import { dateWords, momentWords } from '../../i18n/dates'
import { t, type Key } from '../../i18n'
import { Icon } from '../../kit/icon'
import { comma, numberText } from '../format'
import { isReference } from '../values'

const EVIDENCE = 3
const GROUPS: Record<string, Key> = { and: 'why.group_and', or: 'why.group_or', not: 'why.group_not', case: 'why.case' }

/** The parts that stand for themselves. */
export function leaves(condition: Condition | null): Condition[] {
  if (!condition) return []
  return condition.items?.length ? condition.items.flatMap(leaves) : [condition]
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return '—'
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean') return value ? t('value.yes') : t('value.no')
  const text = isReference(value) ? value.label : String(value)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dateWords(text)
  return /^\d{4}-\d{2}-\d{2}T/.test(text) ? momentWords(text) : text
}

/** A class that a branch gives is told by its text already. */
const valued = (item: Condition): boolean =>
  item.value !== undefined && !(item.op === 'value' && typeof item.value === 'string')

function Evidence({ item }: { item: Condition }) {
  const app = useApp()
  const from = item.from ?? []
  const hidden = item.hidden ?? 0
  if (!from.length && !hidden) return null
  return (
    <span className="f">
      {from.slice(0, EVIDENCE).map((source, index) => (
        <span key={source.id}>
          {index > 0 && comma()}
          {app.forms[source.form] ? (
            <Link className="link" to={paths.record(app.name, source.form, source.id)}>
              {source.label}
            </Link>
          ) : (
            source.label
          )}
        </span>
      ))}
      {from.length > EVIDENCE && ` ${t('why.more', { n: from.length })}`}
      {hidden > 0 && ` ${t('why.hidden', { n: hidden })}`}
    </span>
  )
}

/** A part that is true or not has its sign; one that is only a value has none. */
function Sign({ item }: { item: Condition }) {
  if (item.op === 'value') return <Icon name="calc" className="mut" />
  return (
    <>
      <Icon name={item.holds ? 'okc' : 'x'} className={item.holds ? 'ok' : 'bad'} />
      <span className="vh">{item.holds ? t('why.holds') : t('why.fails')} </span>
    </>
  )
}

function Part({ item }: { item: Condition }) {
  const group = item.items?.length ? (item.text ?? (GROUPS[item.op] ? t(GROUPS[item.op]!) : '')) : null
  if (group !== null)
    return (
      <li className="cond-group">
        <p className="cond">
          <Sign item={item} />
          <span>{group}</span>
        </p>
        <Parts items={item.items!} />
      </li>
    )
  return (
    <li className="cond">
      <Sign item={item} />
      <span>
        {item.text}
        {valued(item) && (
          <span className="sec">
            {t('why.now')}
            <b>{plain(item.value)}</b>
          </span>
        )}
      </span>
      <Evidence item={item} />
    </li>
  )
}

const Parts = ({ items }: { items: Condition[] }) => (
  <ul>
    {items.map((item, index) => (
      <Part key={index} item={item} />
    ))}
  </ul>
)

/** The outermost "all of" needs no line of its own. */
export const Conditions = ({ condition }: { condition: Condition }) => (
  <Parts items={condition.op === 'and' && condition.items?.length ? condition.items : [condition]} />
)
