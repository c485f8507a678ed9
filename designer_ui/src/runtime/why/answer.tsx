/** The answer to a question: the conditions with their real values, the evidence, since when, when it lapses. */
import { useWhy } from '../../api/queries'
import type { FieldView, Value, Why } from '../../api/types'
import { useApp } from '../../app/context'
import { dateWords, dayOf, momentWords } from '../../i18n/dates'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Chip, Dotted } from '../../kit/marks'
import { Loaded, Note } from '../../kit/states'
import { FieldValue } from '../fields/value'
import type { Question } from './about'
import { Conditions, leaves } from './conditions'
import { Missing } from './missing'
import './why.css'

const dayWords = (instant: string): string => dateWords(dayOf(Date.parse(instant)))

/** How many conditions hold; of a value that is no condition, what it is. */
function lead(why: Why): string {
  const all = leaves(why.condition).filter((each) => each.op !== 'value')
  const met = all.filter((each) => each.holds).length
  if (why.holds === null || !all.length) return ''
  if (why.holds) return t(met === all.length ? 'why.all_hold' : 'why.some_hold', { n: met, all: all.length })
  return t('why.some_hold', { n: met, all: all.length })
}

function Times({ why }: { why: Why }) {
  const key = why.holds === null ? 'why.changes' : 'why.lapses'
  return (
    <>
      {why.lapses_at && <Note icon="clock">{t(key, { when: dayWords(why.lapses_at) })}</Note>}
      {!why.lapses_at && why.missing?.at && (
        <Note icon="clock">{t('why.begins', { when: dayWords(why.missing.at) })}</Note>
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

/** The tag itself, or the value under its name. */
function Head({ question, why, field }: { question: Question; why: Why | undefined; field: FieldView | undefined }) {
  const app = useApp()
  if (question.hue)
    return (
      <Chip large hue={question.hue} icon="bolt">
        {question.title}
      </Chip>
    )
  return (
    <b className="why-value">
      {question.title}{' '}
      {field && why && <FieldValue field={field} value={why.value as Value} full currency={app.currency} />}
    </b>
  )
}

export default function Answer({ question, onClose }: { question: Question; onClose?: (() => void) | undefined }) {
  const app = useApp()
  const why = useWhy(app.name, question)
  const name = question.element.replace(/^fields\//, '').replace('/', '.')
  const lacked = question.wanted !== undefined || why.data?.holds === false
  return (
    <div className="why" role="region" aria-label={t(lacked ? 'why.lacks' : 'why.of', { name: question.title })}>
      <div className="row">
        <Head question={question} why={why.data} field={app.forms[question.form]?.fields[name]} />
        <span className="end mut t12">{t(lacked ? 'why.not_held' : question.hue ? 'why.kept' : 'why.computed')}</span>
      </div>
      <Loaded query={why} lines={3}>
        {(data) => (
          <>
            {lead(data) && <p className="sec t13">{lead(data)}</p>}
            {data.missing && <Missing missing={data.missing} />}
            {data.condition && <Conditions condition={data.condition} />}
            <Times why={data} />
          </>
        )}
      </Loaded>
      {onClose && (
        <div className="row">
          <span className="end">
            <Button small quiet label={t('action.got_it')} onPress={onClose} />
          </span>
        </div>
      )}
    </div>
  )
}
