import type { FormView, ImportColumn, Option } from '../../api/types'
import { t } from '../../i18n'
import { Chip, Dotted } from '../../kit/marks'
import { PlainSelect } from '../../kit/plain_select'
import type { Choices, Import } from './state'

const DATE_FORMATS = ['YYYY-MM-DD', 'MM/DD/YYYY', 'DD/MM/YYYY', 'YYYY/MM/DD', 'YYYYMMDD']

function without<T>(map: Record<string, T>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(map).filter(([each]) => each !== key))
}

/** Words of the file beside options of ours, for the samples that were seen. */
function ValueMap({
  column,
  options,
  map,
  onChange,
}: {
  column: ImportColumn
  options: Option[]
  map: Record<string, string>
  onChange: (map: Record<string, string>) => void
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
            onChange={(name) => onChange(name ? { ...map, [text]: name } : without(map, text))}
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
  const missing = choices.create_missing.includes(name)
  return (
    <tr>
      <td className="med">{column.title}</td>
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
            ...state.start!.fields.map((each): [string, string] => [each.name, each.title]),
          ]}
          onChange={(next) =>
            change({
              mapping: next ? { ...without(choices.mapping, key), [key]: next } : without(choices.mapping, key),
            })
          }
        />
        {field?.options && (
          <ValueMap
            column={column}
            options={field.options}
            map={choices.values[name] ?? {}}
            onChange={(map) => change({ values: { ...choices.values, [name]: map } })}
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
              options={[['', t('import.date_auto')], ...DATE_FORMATS.map((each): [string, string] => [each, each])]}
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
        {(field?.type === 'reference' || field?.type === 'user') && (
          <label className="row g1 t12">
            <input
              type="checkbox"
              checked={missing}
              onChange={(event) =>
                change({
                  create_missing: event.target.checked
                    ? [...choices.create_missing, name]
                    : choices.create_missing.filter((each) => each !== name),
                })
              }
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
