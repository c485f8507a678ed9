/** What stands above a form: problems, records like this one, no connection. */
import { Link } from 'react-router'
import type { Duplicate } from '../../api/types'
import { paths } from '../../app/context'
import { t } from '../../i18n'
import { Note } from '../../kit/states'
import type { FormOptions, FormState } from './state'

export function focusFirstProblem(): void {
  const bad = document.querySelector<HTMLElement>(
    '[aria-invalid=true], .is-bad input, .is-bad button, .field:has(.err) input, .field:has(.err) button',
  )
  bad?.scrollIntoView({ block: 'center' })
  bad?.focus()
}

function Problems({ state }: { state: FormState }) {
  const count = Object.values(state.problems).flat().length
  if (!state.attempted || (!count && !state.general.length)) return null
  return (
    <Note tone="bad" role="alert">
      {state.general.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {count > 0 && (
        <p>
          {t('form.problems', { n: count })}{' '}
          <button type="button" className="link" onClick={focusFirstProblem}>
            {t('form.jump')}
          </button>
        </p>
      )}
    </Note>
  )
}

function Duplicates({ options, duplicates }: { options: FormOptions; duplicates: Duplicate[] }) {
  const shown = duplicates.filter((duplicate) => duplicate.records.length > 0)
  if (!shown.length) return null
  const block = shown.some((duplicate) => duplicate.do === 'block')
  const records = new Map(shown.flatMap((duplicate) => duplicate.records.map((record) => [record.id, record])))
  return (
    <Note tone={block ? 'bad' : 'warn'} role="status">
      <p>{t(block ? 'duplicate.block' : 'duplicate.warn', { n: records.size })}</p>
      <ul className="row w g2">
        {[...records.values()].map((record) => (
          <li key={record.id}>
            <Link className="link" to={paths.record(options.app, options.name, record.id)} target="_blank">
              {record.label}
            </Link>
          </li>
        ))}
      </ul>
    </Note>
  )
}

export function FormNotices({ options, state }: { options: FormOptions; state: FormState }) {
  const failure = state.failure && !state.failure.problems.length ? state.failure : null
  return (
    <div className="col g2 fnotes">
      {failure && (
        <Note tone="bad" role="alert">
          <p>
            {failure.offline
              ? t('error.not_saved_offline')
              : failure.status === 403 || failure.status === 404
                ? t('error.gone_help')
                : failure.status >= 500
                  ? t('error.not_saved')
                  : failure.message}
          </p>
        </Note>
      )}
      <Problems state={state} />
      {state.dirty && state.warnings.length > 0 && (
        <Note tone="warn" role="status">
          {state.warnings.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Note>
      )}
      <Duplicates options={options} duplicates={state.evaluation.duplicates} />
    </div>
  )
}
