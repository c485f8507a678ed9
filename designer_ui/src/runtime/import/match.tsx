/** Which column becomes which field, and how the file is to be read. */
import { useState } from 'react'
import type { FormView, ImportColumn, Option } from '../../api/types'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Chip, Dotted } from '../../kit/marks'
import { numberText } from '../format'
import { Constants } from './constants'
import type { Choices, Import } from './state'

const ENCODINGS = ['utf-8', 'gb18030', 'utf-16', 'latin-1']
const DELIMITERS: [string, string][] = [[',', ','], [';', ';'], ['\t', 'Tab'], ['|', '|']]
const DATE_FORMATS = ['YYYY-MM-DD', 'MM/DD/YYYY', 'DD/MM/YYYY', 'YYYY/MM/DD', 'YYYYMMDD']

interface PlainSelectProps { label: string; value: string; options: [string, string][]; onChange: (value: string) => void; hidden?: boolean }

/** A native list: dozens of them stand in one table, and a phone shows its own wheel. */
export function PlainSelect({ label, value, options, onChange, hidden }: PlainSelectProps) {
  const known = options.some(([key]) => key === value) || value === ''
  return (
    <label className="row g1 plain-select">
      <span className={hidden ? 'vh' : 'mut t12'}>{label}</span>
      <select className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        {!known && <option value={value}>{value}</option>}
        {options.map(([key, title]) => <option key={key} value={key}>{title}</option>)}
      </select>
    </label>
  )
}

function Reading({ state }: { state: Import }) {
  const start = state.start!
  const reread = (change: Record<string, string>) => void state.upload(state.file!, change)
  return (
    <div className="row w g3 import-reading">
      <span className="med ell">{state.file?.name}</span><span className="mut t12">{t('import.rows', { n: numberText(start.rows) })}</span>
      {start.encoding && <PlainSelect label={t('import.encoding')} value={start.encoding} options={ENCODINGS.map((each) => [each, each.toUpperCase()])} onChange={(encoding) => reread({ encoding })} />}
      {start.delimiter && <PlainSelect label={t('import.delimiter')} value={start.delimiter} options={DELIMITERS} onChange={(delimiter) => reread({ delimiter })} />}
      {start.sheets && start.sheets.length > 1 && <PlainSelect label={t('import.sheet')} value={start.sheet ?? start.sheets[0]!} options={start.sheets.map((each) => [each, each])} onChange={(sheet) => reread({ sheet })} />}
    </div>
  )
}

function without<T>(map: Record<string, T>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(map).filter(([each]) => each !== key))
}

/** Words of the file beside options of ours, for the samples that were seen. */
function ValueMap({ column, options, map, onChange }: { column: ImportColumn; options: Option[]; map: Record<string, string>; onChange: (map: Record<string, string>) => void }) {
  const unknown = [...new Set(column.samples)].filter((text) => text && !options.some((option) => option.title === text || option.name === text))
  if (!unknown.length && !Object.keys(map).length) return null
  return (
    <ul className="value-map">
      {[...new Set([...unknown, ...Object.keys(map)])].map((text) => (
        <li key={text} className="row">
          <span className="t12 ell">{text}</span><span aria-hidden="true">→</span>
          <PlainSelect hidden label={t('import.value_of', { text })} value={map[text] ?? ''} options={[['', t('import.as_is')], ...options.map((option): [string, string] => [option.name, option.title])]} onChange={(name) => onChange(name ? { ...map, [text]: name } : without(map, text))} />
        </li>
      ))}
    </ul>
  )
}

function ColumnRow({ state, form, column }: { state: Import; form: FormView; column: ImportColumn }) {
  const { choices, setChoices } = state
  const key = String(column.index)
  const name = choices.mapping[key] ?? ''
  const field = form.fields[name]
  const change = (part: Partial<Choices>) => setChoices({ ...choices, ...part })
  const missing = choices.create_missing.includes(name)
  return (
    <tr>
      <td className="med">{column.title}</td>
      <td className="sec t12 samples"><Dotted items={column.samples.slice(0, 3)} /></td>
      <td>
        <PlainSelect hidden label={t('import.field_for', { name: column.title })} value={name} options={[['', t('import.skip')], ...state.start!.fields.map((each): [string, string] => [each.name, each.title])]} onChange={(next) => change({ mapping: next ? { ...without(choices.mapping, key), [key]: next } : without(choices.mapping, key) })} />
        {field?.options && <ValueMap column={column} options={field.options} map={choices.values[name] ?? {}} onChange={(map) => change({ values: { ...choices.values, [name]: map } })} />}
      </td>
      <td>
        {(field?.type === 'date' || field?.type === 'datetime') && (
          <span className="row w g1">
            <PlainSelect hidden label={t('import.date_format', { name: column.title })} value={choices.date_formats[key] ?? ''} options={[['', t('import.date_auto')], ...DATE_FORMATS.map((each): [string, string] => [each, each])]} onChange={(format) => change({ date_formats: format ? { ...choices.date_formats, [key]: format } : without(choices.date_formats, key) })} />
            {column.ambiguous && <Chip hue="amber">{t('import.ambiguous')}</Chip>}
          </span>
        )}
        {(field?.type === 'reference' || field?.type === 'user') && (
          <label className="row g1 t12"><input type="checkbox" checked={missing} onChange={(event) => change({ create_missing: event.target.checked ? [...choices.create_missing, name] : choices.create_missing.filter((each) => each !== name) })} />{t('import.create_missing')}</label>
        )}
        {!field && column.confidence !== undefined && column.confidence > 0 && <span className="hint">{t('import.unsure')}</span>}
      </td>
    </tr>
  )
}

export function MatchStep({ state, form }: { state: Import; form: FormView }) {
  const [adding, add] = useState(false)
  const start = state.start!
  const matched = Object.keys(state.choices.mapping).length
  return (
    <>
      <Reading state={state} />
      <div className="panel import-table">
        <table className="tbl" aria-label={t('import.columns')}>
          <thead><tr><th>{t('import.column')}</th><th>{t('import.samples')}</th><th>{t('import.becomes')}</th><th>{t('import.how')}</th></tr></thead>
          <tbody>{start.columns.map((column) => <ColumnRow key={column.index} state={state} form={form} column={column} />)}</tbody>
        </table>
      </div>
      <Constants state={state} form={form} open={adding} onOpen={() => add(true)} />
      <footer className="row import-foot">
        <span className="mut t13">{t('import.matched', { n: matched, all: start.columns.length })}</span>
        <span className="end" /><Button quiet label={t('action.back')} onPress={state.again} />
        <Button primary label={t('import.try')} disabled={matched === 0} pending={state.busy} onPress={() => void state.check()} />
      </footer>
    </>
  )
}
