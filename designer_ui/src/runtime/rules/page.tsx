/** The rules that act by themselves: which stand still, which were refused, and what each did. */
import { Link, useParams } from 'react-router'
import { paths, useApp } from '../../app/context'
import { useTitle } from '../../app/title'
import { t, type Key } from '../../i18n'
import { LinkButton } from '../../kit/button'
import { Chip, Dotted } from '../../kit/marks'
import { Empty, Loaded } from '../../kit/states'
import { numberText } from '../format'
import './rules.css'
import { Runs } from './runs'
import { useRules, type RuleState } from './shapes'

const STANDS = { paused: ['amber', 'rules.paused'], releasing: ['sky', 'rules.releasing'] } as const

function Stand({ rule }: { rule: RuleState }) {
  if (rule.state === 'active') return null
  const [hue, key] = STANDS[rule.state]
  return <Chip hue={hue}>{t(key)}</Chip>
}

const PER: Record<string, Key> = { h: 'rules.per_hour', d: 'rules.per_day', w: 'rules.per_week' }

/** `200/d` in words; a limit of another make as it is written. */
function limitWords(limit: string): string {
  const [, number, unit] = /^(\d+)\/([hdw])$/.exec(limit) ?? []
  return unit ? t(PER[unit]!, { n: numberText(Number(number)) }) : t('rules.limit', { limit })
}

function Row({ rule }: { rule: RuleState }) {
  const app = useApp()
  const { done, refused } = rule.runs
  return (
    <li>
      <Link className="rule" to={paths.rule(app.name, rule.name)}>
        <span className="grow">
          <span className="row w g1">
            <span className="med">{rule.title}</span>
            <Stand rule={rule} />
          </span>
          <span className="mut t12">
            <Dotted
              items={[
                app.forms[rule.form]?.title,
                rule.limit && limitWords(rule.limit),
                rule.waiting > 0 && t('rules.waiting', { n: numberText(rule.waiting) }),
              ]}
            />
          </span>
        </span>
        {refused ? <span className="bad t13">{t('rules.refused', { n: numberText(refused) })}</span> : null}
        <span className="mut t13">{done ? t('rules.done', { n: numberText(done) }) : t('rules.never')}</span>
      </Link>
    </li>
  )
}

function Rules({ rules }: { rules: RuleState[] }) {
  useTitle(t('nav.rules'))
  return (
    <>
      <header className="bar">
        <h1>{t('nav.rules')}</h1>
      </header>
      <div className="body">
        {rules.length === 0 && <Empty title={t('rules.none')} />}
        <ul className="rules">
          {rules.map((rule) => (
            <Row key={rule.name} rule={rule} />
          ))}
        </ul>
      </div>
    </>
  )
}

function One({ rule }: { rule: RuleState }) {
  const app = useApp()
  useTitle(rule.title)
  return (
    <>
      <header className="bar">
        <span className="phone">
          <LinkButton quiet bare icon="left" label={t('action.back')} to={paths.rules(app.name)} />
        </span>
        <h1 className="crumb">
          <Link className="desk" to={paths.rules(app.name)}>
            {t('nav.rules')}
          </Link>
          <span className="desk">/</span>
          <b className="ell">{rule.title}</b>
        </h1>
        <Stand rule={rule} />
      </header>
      <div className="body">
        <Runs rule={rule} />
      </div>
    </>
  )
}

export function RulesPage() {
  const { rule: name } = useParams()
  const app = useApp()
  const rules = useRules(app.name)
  return (
    <Loaded query={rules}>
      {(data) => {
        const rule = data.rules.find((each) => each.name === name)
        return rule ? <One rule={rule} /> : <Rules rules={data.rules} />
      }}
    </Loaded>
  )
}
