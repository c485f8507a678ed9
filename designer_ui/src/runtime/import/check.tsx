/** The dry run: what would happen, and every problem with its cell. Nothing has been written. */
import type { FormView, Value } from '../../api/types'
import { useApp } from '../../app/context'
import { inSentence, t } from '../../i18n'
import { Button } from '../../kit/button'
import { Note } from '../../kit/states'
import { FieldValue } from '../fields/value'
import { comma, numberText } from '../format'
import { Problems } from './problems'
import type { Import } from './state'
import { Unmatched } from './unmatched'

function Figures({ state }: { state: Import }) {
  const checked = state.checked!
  const figures = [
    ['import.create', checked.create, 'ok'],
    ['import.update', checked.update, ''],
    ['import.skipped', checked.skip, 'mut'],
    ['import.problems', checked.total_problems, 'bad'],
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

/** Records of other forms that are made first, because rows name them. */
function Created({ state }: { state: Import }) {
  const app = useApp()
  const made = Object.entries(state.checked!.create_missing).filter(([, count]) => count > 0)
  if (!made.length) return null
  const words = made.map(([form, count]) =>
    t('import.made', { n: numberText(count), name: inSentence(app.forms[form]?.title ?? form) }),
  )
  return <Note icon="plus">{t('import.made_first', { what: words.join(comma()) })}</Note>
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
      <Created state={state} />
      <Unmatched state={state} />
      {checked.problems.length === 0 ? (
        <Note tone="ok" role="status">
          {t('import.clean')}
        </Note>
      ) : (
        <>
          <Note tone="warn" role="status">
            {t('import.bad_rows')}
          </Note>
          <Problems problems={checked.problems} kinds={checked.kinds} total={checked.total_problems} />
        </>
      )}
      <Preview state={state} form={form} />
      <footer className="row import-foot">
        <span className="mut t13">{t('import.nothing_written')}</span>
        <span className="end" />
        <Button quiet label={t('import.back_match')} onPress={state.back} />
        {state.changed ? (
          <Button primary label={t('import.try_again')} pending={state.busy} onPress={() => void state.check()} />
        ) : (
          <Button
            primary
            label={t('import.run', { n: numberText(writes) })}
            disabled={writes === 0}
            pending={state.busy}
            onPress={() => void state.run()}
          />
        )}
      </footer>
    </>
  )
}
