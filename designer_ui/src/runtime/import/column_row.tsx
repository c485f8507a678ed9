import type { ImportColumn, ImportField } from '../../api/imports'
import type { FormView } from '../../api/types'
import { t, type Key } from '../../i18n'
import { Chip, Dotted } from '../../kit/marks'
import { PlainSelect } from '../../kit/plain_select'
import { numberText } from '../format'
import { withCreated, without, withValue, type Choices } from './choices'
import type { Import } from './state'

/** What the cells of a column are. */
const KINDS: Record<string, Key> = {
  text: 'import.kind_text',
  number: 'import.kind_number',
  date: 'import.kind_date',
  datetime: 'import.kind_datetime',
  boolean: 'import.kind_boolean',
  empty: 'import.kind_empty',
}

function Kind({ column, rows }: { column: ImportColumn; rows: number }) {
  const kind = KINDS[column.kind ?? '']
  return (
    <span className="kind">
      <Dotted
        items={[
          kind && t(kind),
          column.filled < rows && t('import.empty_cells', { n: numberText(rows - column.filled) }),
          column.misfits > 0 && t('import.misfits', { n: numberText(column.misfits) }),
        ]}
      />
    </span>
  )
}

/** The formats in which all dates of the column can be read; for texts, any known one. */
const DATE_FORMATS = ['YYYY-MM-DD', 'MM/DD/YYYY', 'DD/MM/YYYY', 'YYYY/MM/DD', 'YYYYMMDD']
const formatsOf = (column: ImportColumn): string[] => (column.date_formats?.length ? column.date_formats : DATE_FORMATS)

/** Words of the file beside options of ours, for the samples that were seen. */
function ValueMap({
  column,
  options,
  map,
  onChange,
}: {
  column: ImportColumn
  options: ImportField['options']
  map: Record<string, string>
  onChange: (text: string, to: string) => void
}) {
  const unknown = [...new Set(column.samples)].filter(
    (text) => text && !options.some((option) => option.title === text || option.name === text),
  )
  if (!unknown.length && !Object.keys(map).length) return null
  return (
    <ul className="value-map">
      {[...new Set([...unknown, ...Object.keys(map)])].map((text) => (
        <li key={text} className="row">
          <span className="t12 ell">{text}</span>
          <span aria-hidden="true">→</span>
          <PlainSelect
            hidden
            label={t('import.value_of', { text })}
            value={map[text] ?? ''}
            options={[
              ['', t('import.as_is')],
              ...options.map((option): [string, string] => [option.name, option.title]),
            ]}
            onChange={(to) => onChange(text, to)}
          />
        </li>
      ))}
    </ul>
  )
}

/** One column of the file: what it holds and what becomes of it. */
export function ColumnRow({ state, form, column }: { state: Import; form: FormView; column: ImportColumn }) {
  const { choices, setChoices } = state
  const key = String(column.index)
  const name = choices.mapping[key] ?? ''
  const field = form.fields[name]
  const change = (part: Partial<Choices>) => setChoices({ ...choices, ...part })
  const known = state.start!.fields.find((each) => each.name === name)
  return (
    <tr>
      <td className="med">
        {column.title}
        <Kind column={column} rows={state.start!.rows} />
      </td>
      <td className="sec t12 samples">
        <Dotted items={column.samples.slice(0, 3)} />
      </td>
      <td>
        <PlainSelect
          hidden
          label={t('import.field_for', { name: column.title })}
          value={name}
          options={[
            ['', t('import.skip')],
            ...state.start!.fields.map((each): [string, string] => [
              each.name,
              each.required ? `${each.title} *` : each.title,
            ]),
          ]}
          onChange={(next) =>
            change({
              mapping: next ? { ...without(choices.mapping, key), [key]: next } : without(choices.mapping, key),
            })
          }
        />
        {known && known.options.length > 0 && (
          <ValueMap
            column={column}
            options={known.options}
            map={choices.values[name] ?? {}}
            onChange={(text, to) => setChoices(withValue(choices, name, text, to))}
          />
        )}
      </td>
      <td>
        {(field?.type === 'date' || field?.type === 'datetime') && (
          <span className="row w g1">
            <PlainSelect
              hidden
              label={t('import.date_format', { name: column.title })}
              value={choices.date_formats[key] ?? ''}
              options={[
                ['', t('import.date_auto')],
                ...formatsOf(column).map((each): [string, string] => [each, each]),
              ]}
              onChange={(format) =>
                change({
                  date_formats: format
                    ? { ...choices.date_formats, [key]: format }
                    : without(choices.date_formats, key),
                })
              }
            />
            {column.ambiguous && <Chip hue="amber">{t('import.ambiguous')}</Chip>}
          </span>
        )}
        {known?.creates && (
          <label className="row g1 t12">
            <input
              type="checkbox"
              checked={choices.create_missing.includes(name)}
              onChange={(event) => setChoices(withCreated(choices, name, event.target.checked))}
            />
            {t('import.create_missing')}
          </label>
        )}
        {!field && column.confidence !== undefined && column.confidence > 0 && (
          <span className="hint">{t('import.unsure')}</span>
        )}
      </td>
    </tr>
  )
}
