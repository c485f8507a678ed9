/** Why a tag is there: its conditions with the real values, the evidence, since when, when it lapses. */
import { Link } from 'react-router'
import { useWhy } from '../../api/queries'
import type { Condition, Why as WhyData } from '../../api/types'
import { paths, useApp } from '../../app/context'
import { dateWords, dayOf, momentWords } from '../../i18n/dates'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { Chip, Dotted } from '../../kit/marks'
import { Loaded, Note } from '../../kit/states'
import { comma, numberText } from '../format'
import type { RecordContext } from './context'

/** Groups of the condition are opened; each leaf is one line. */
function leaves(condition: Condition | null | undefined): Condition[] {
  if (!condition) return []
  return condition.items?.length ? condition.items.flatMap(leaves) : [condition]
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return '—'
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean') return value ? t('value.yes') : t('value.no')
  const text =
    typeof value === 'object' && 'label' in value ? String((value as { label: string }).label) : String(value)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dateWords(text)
  return /^\d{4}-\d{2}-\d{2}T/.test(text) ? momentWords(text) : text
}

function Leaf({ item }: { item: Condition }) {
  const app = useApp()
  const from = item.from ?? []
  return (
    <li className="cond">
      <Icon name={item.holds ? 'okc' : 'x'} className={item.holds ? 'ok' : 'bad'} />
      <span>
        <span className="vh">{item.holds ? t('why.holds') : t('why.fails')} </span>
        {item.text}
        {item.value !== undefined && (
          <span className="sec">
            {t('why.now')}
            <b>{plain(item.value)}</b>
          </span>
        )}
      </span>
      {(from.length > 0 || (item.hidden ?? 0) > 0) && (
        <span className="f">
          {from.slice(0, 3).map((source, index) => (
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
          {from.length > 3 && ` ${t('why.more', { n: from.length - 3 })}`}
          {(item.hidden ?? 0) > 0 && ` ${t('why.hidden', { n: item.hidden! })}`}
        </span>
      )}
    </li>
  )
}

function Body({ why }: { why: WhyData }) {
  const items = leaves(why.condition)
  const met = items.filter((item) => item.holds).length
  return (
    <>
      <p className="sec t13 why-says">
        {items.length === 0
          ? why.sentence
          : met === items.length
            ? t('why.all_hold', { n: items.length })
            : t('why.some_hold', { n: met, all: items.length })}
      </p>
      <ul>
        {items.map((item, index) => (
          <Leaf key={index} item={item} />
        ))}
      </ul>
      {typeof why.missing === 'string' && why.missing && <Note tone="acc">{why.missing}</Note>}
      {why.lapses_at && (
        <Note icon="clock">{t('why.lapses', { when: dateWords(dayOf(Date.parse(why.lapses_at))) })}</Note>
      )}
      <p className="hint">
        <Dotted
          items={[
            why.since && t('why.since', { when: momentWords(why.since) }),
            why.rule_version && t('why.version', { n: why.rule_version }),
          ]}
        />
      </p>
    </>
  )
}

export function Why({
  context,
  element,
  title,
  hue,
  onClose,
}: {
  context: RecordContext
  element: string
  title: string
  hue: string
  onClose: () => void
}) {
  const app = useApp()
  const why = useWhy(app.name, context.name, context.record.id, element)
  return (
    <div className="why" role="region" aria-label={t('why.of', { name: title })}>
      <div className="row">
        <Chip large hue={hue} icon="bolt">
          {title}
        </Chip>
        <span className="end mut t12">{t('why.kept')}</span>
      </div>
      <Loaded query={why} lines={3}>
        {(data) => <Body why={data} />}
      </Loaded>
      <div className="row">
        <span className="end">
          <Button small quiet label={t('action.got_it')} onPress={onClose} />
        </span>
      </div>
    </div>
  )
}
