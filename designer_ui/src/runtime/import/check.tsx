/** The dry run: what would happen, and every problem with its cell. Nothing has been written. */
import { useState } from 'react'
import type { FormView, ImportProblem, Value } from '../../api/types'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Note } from '../../kit/states'
import { FieldValue } from '../fields/value'
import { numberText } from '../format'
import type { Import } from './state'

function Figures({ state }: { state: Import }) {
  const checked = state.checked!
  const figures = [
    ['import.create', checked.create, 'ok'],
    ['import.update', checked.update, ''],
    ['import.skipped', checked.skip, 'mut'],
    ['import.problems', checked.total_problems ?? checked.problems.length, 'bad'],
  ] as const
  return (
    <dl className="facts import-figures">
      {figures.map(([key, value, tone]) => (
        <div key={key}>
          <dt className="k">{t(key)}</dt>
          <dd className={`v ${value ? tone : ''}`}>{numberText(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

export function Problems({ problems }: { problems: ImportProblem[] }) {
  const [most, setMost] = useState(100)
  return (
    <div className="panel import-table">
      <table className="tbl" aria-label={t('import.problems')}>
        <thead>
          <tr>
            <th>{t('import.cell')}</th>
            <th>{t('import.column')}</th>
            <th>{t('import.value')}</th>
            <th>{t('import.what')}</th>
          </tr>
        </thead>
        <tbody>
          {problems.slice(0, most).map((problem, index) => (
            <tr key={index}>
              <td>
                <b className="mono">{problem.cell ?? problem.row}</b>
              </td>
              <td>{problem.column}</td>
              <td className="bad">
                {problem.value === null || problem.value === undefined ? '' : String(problem.value)}
              </td>
              <td className="wrap">
                {problem.message}
                {problem.hint && <span className="mut"> {problem.hint}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {problems.length > most && <Button small quiet wide label={t('list.more')} onPress={() => setMost(most + 500)} />}
    </div>
  )
}

function Preview({ state, form }: { state: Import; form: FormView }) {
  const rows = (state.checked!.preview ?? []).slice(0, 5) as Record<string, Value>[]
  const names = Object.keys(form.fields)
    .filter((name) => rows.some((row) => row[name] !== undefined && row[name] !== null))
    .slice(0, 7)
  if (!rows.length || !names.length) return null
  return (
    <section>
      <h2 className="t14">{t('import.preview')}</h2>
      <div className="panel import-table">
        <table className="tbl" aria-label={t('import.preview')}>
          <thead>
            <tr>
              {names.map((name) => (
                <th key={name}>{form.fields[name]!.title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {names.map((name) => (
                  <td key={name}>
                    <FieldValue field={form.fields[name]!} value={row[name]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

export function CheckStep({ state, form }: { state: Import; form: FormView }) {
  const checked = state.checked!
  const writes = checked.create + checked.update
  return (
    <>
      <Figures state={state} />
      {checked.problems.length === 0 ? (
        <Note tone="ok" role="status">
          {t('import.clean')}
        </Note>
      ) : (
        <>
          <Note tone="warn" role="status">
            {t('import.bad_rows')}
          </Note>
          <Problems problems={checked.problems} />
        </>
      )}
      <Preview state={state} form={form} />
      <footer className="row import-foot">
        <span className="mut t13">{t('import.nothing_written')}</span>
        <span className="end" />
        <Button quiet label={t('import.back_match')} onPress={() => state.setStep('match')} />
        <Button
          primary
          label={t('import.run', { n: numberText(writes) })}
          disabled={writes === 0}
          pending={state.busy}
          onPress={() => void state.run()}
        />
      </footer>
    </>
  )
}
