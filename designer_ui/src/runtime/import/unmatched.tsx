/** Texts of the file that mean nothing here: each with how often, and what it may stand for. */
import type { ImportField, ImportUnmatched } from '../../api/imports'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { PlainSelect } from '../../kit/plain_select'
import { numberText } from '../format'
import { withCreated, withValue } from './choices'
import type { Import } from './state'

const SHOWN = 30

/** Options of the field; of a reference only what was probably meant. */
function meanings(field: ImportField, row: ImportUnmatched): [string, string][] {
  if (field.options.length) return field.options.map((option) => [option.name, option.title])
  return row.proposal ? [[row.proposal, row.proposal]] : []
}

function Text({ state, field, row }: { state: Import; field: ImportField; row: ImportUnmatched }) {
  const { choices, setChoices } = state
  const offered = meanings(field, row)
  const chosen = choices.values[field.name]?.[row.value] ?? ''
  const proposed = offered.find(([name]) => name === row.proposal)
  return (
    <li className="row w">
      <span className="ell med unmatched-text">{row.value}</span>
      <span className="mut t12">{t('import.times', { n: numberText(row.count) })}</span>
      {offered.length > 0 && (
        <PlainSelect
          hidden
          label={t('import.value_of', { text: row.value })}
          value={chosen}
          options={[['', t('import.as_is')], ...offered]}
          onChange={(value) => setChoices(withValue(choices, field.name, row.value, value))}
        />
      )}
      {proposed && !chosen && (
        <Button
          small
          quiet
          icon="spark"
          label={t('import.propose', { name: proposed[1] })}
          onPress={() => setChoices(withValue(choices, field.name, row.value, proposed[0]))}
        />
      )}
    </li>
  )
}

function Field({ state, field, rows }: { state: Import; field: ImportField; rows: ImportUnmatched[] }) {
  const { choices, setChoices } = state
  return (
    <section className="unmatched" aria-label={field.title}>
      <div className="row w">
        <h3 className="t13">{field.title}</h3>
        <span className="mut t12">{t('import.unknown_values', { n: rows.length })}</span>
        {field.creates && (
          <label className="row g1 t13">
            <input
              type="checkbox"
              checked={choices.create_missing.includes(field.name)}
              onChange={(event) => setChoices(withCreated(choices, field.name, event.target.checked))}
            />
            {t('import.create_missing')}
          </label>
        )}
      </div>
      <ul>
        {rows.slice(0, SHOWN).map((row) => (
          <Text key={row.value} state={state} field={field} row={row} />
        ))}
      </ul>
      {rows.length > SHOWN && <p className="hint">{t('import.unknown_more', { n: rows.length - SHOWN })}</p>}
    </section>
  )
}

export function Unmatched({ state }: { state: Import }) {
  const fields = state.start!.fields.filter((field) => state.checked!.unmatched[field.name]?.length)
  if (!fields.length) return null
  return (
    <section className="col g3 panel import-unmatched" aria-label={t('import.unmatched')}>
      <div className="row w">
        <h2 className="t14">{t('import.unmatched')}</h2>
        {state.changed && (
          <span className="end">
            <Button small label={t('import.try_again')} pending={state.busy} onPress={() => void state.check()} />
          </span>
        )}
      </div>
      {fields.map((field) => (
        <Field key={field.name} state={state} field={field} rows={state.checked!.unmatched[field.name]!} />
      ))}
    </section>
  )
}
