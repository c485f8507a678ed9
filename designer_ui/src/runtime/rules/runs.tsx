/** What a rule did: when, on which record, why, with which values, and what came of it. */
import { Link } from 'react-router'
import type { Value } from '../../api/types'
import { paths, useApp } from '../../app/context'
import { momentWords } from '../../i18n/dates'
import { t, type Key } from '../../i18n'
import { Chip, Dotted } from '../../kit/marks'
import { Empty, Loaded, More } from '../../kit/states'
import { FieldValue } from '../fields/value'
import { numberText } from '../format'
import { isEmpty } from '../values'
import { useRuns, type Outcome, type RuleRun, type RuleState } from './shapes'

const OUTCOMES: Record<Outcome, [string, Key]> = {
  done: ['green', 'rules.outcome_done'],
  refused: ['red', 'rules.outcome_refused'],
  held: ['amber', 'rules.outcome_held'],
  dropped: ['gray', 'rules.outcome_dropped'],
  lapsed: ['gray', 'rules.outcome_lapsed'],
}
const VERBS: Record<string, Key> = {
  notify: 'rules.verb_notify',
  set: 'rules.verb_set',
  create: 'rules.verb_create',
  update: 'rules.verb_update',
  delete: 'rules.verb_delete',
  task: 'rules.verb_task',
  tag: 'rules.verb_tag',
  untag: 'rules.verb_untag',
  start: 'rules.verb_start',
  press: 'rules.verb_press',
  stop: 'rules.verb_stop',
}

function Outputs({ run }: { run: RuleRun }) {
  const app = useApp()
  return (
    <Dotted
      items={run.outputs.map((output) => {
        const about = app.forms[output.entity]?.title ?? ''
        const verb = VERBS[output.verb]
        return `${verb ? t(verb) : output.verb} ${about} ${numberText(output.count)}`.replace('  ', ' ')
      })}
    />
  )
}

/** The values that the rule looked at. */
function Inputs({ run }: { run: RuleRun }) {
  const app = useApp()
  const fields = app.forms[run.form]?.fields ?? {}
  const known = Object.entries(run.inputs).filter(([name, value]) => fields[name] && !isEmpty(value))
  if (!known.length) return null
  return (
    <p className="mut t12">
      <Dotted
        items={known.map(([name, value]) => (
          <span key={name}>
            {fields[name]!.title}{' '}
            <FieldValue field={fields[name]!} value={value as Value} full currency={app.currency} />
          </span>
        ))}
      />
    </p>
  )
}

function Run({ run }: { run: RuleRun }) {
  const app = useApp()
  const [hue, key] = OUTCOMES[run.outcome]
  const causes = run.cause.map((cause) => cause.title).filter(Boolean)
  return (
    <li className="run" data-outcome={run.outcome}>
      <p className="row w">
        <Chip hue={hue}>{t(key)}</Chip>
        <time className="med" dateTime={run.at}>
          {momentWords(run.at)}
        </time>
        <Link className="link" to={paths.record(app.name, run.form, run.record)}>
          {t('task.open_record', { name: app.forms[run.form]?.title ?? run.form })}
        </Link>
        <span className="mut t12 end">{t('rules.took', { n: numberText(run.microseconds / 1000, 0, 1) })}</span>
      </p>
      {run.problems.map((problem) => (
        <p key={problem.code + problem.message} className="bad t13">
          {problem.message}
        </p>
      ))}
      {run.outputs.length > 0 && (
        <p className="sec t13">
          <Outputs run={run} />
        </p>
      )}
      <Inputs run={run} />
      {(causes.length > 0 || run.who) && (
        <p className="mut t12">
          <Dotted items={[run.who?.name, causes.join(' ← ')]} />
        </p>
      )}
    </li>
  )
}

export function Runs({ rule }: { rule: RuleState }) {
  const app = useApp()
  const runs = useRuns(app.name, rule.name)
  return (
    <Loaded query={runs}>
      {(data) => {
        const all = data.pages.flatMap((page) => page.runs)
        if (!all.length) return <Empty title={t('rules.no_runs')}>{t('rules.no_runs_help')}</Empty>
        return (
          <>
            <ol className="runs" aria-label={t('rules.runs')}>
              {all.map((run) => (
                <Run key={run.seq} run={run} />
              ))}
            </ol>
            <More pages={runs} label={t('list.earlier')} />
          </>
        )
      }}
    </Loaded>
  )
}
