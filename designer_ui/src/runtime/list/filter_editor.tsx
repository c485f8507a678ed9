import { useState } from 'react'
import type { FormView, Reference, Value } from '../../api/types'
import { useApp } from '../../app/context'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { composing } from '../../kit/keys'
import { INPUTS } from '../fields/inputs'
import { ManyInput } from '../fields/many'
import { isReference } from '../values'
import { useOptionCounts, type Scope } from './facets'
import { FilterOptions } from './filter_options'
import { filterable, operatorOf, operatorsOf, type Token } from './filter'

function Fields({ form, onChoose }: { form: FormView; onChoose: (name: string) => void }) {
  const [text, setText] = useState('')
  const found = filterable(form).filter(([name, field]) =>
    `${field.title} ${name}`.toLowerCase().includes(text.toLowerCase()),
  )
  return (
    <div className="filter-fields">
      <span className="input">
        <Icon name="search" />
        <input
          autoFocus
          aria-label={t('filter.field')}
          placeholder={t('filter.field')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !composing(event) && found[0]) onChoose(found[0][0])
          }}
        />
      </span>
      <div className="menu">
        {found.map(([name, field]) => (
          <button type="button" key={name} className="mi" onClick={() => onChoose(name)}>
            {field.title}
          </button>
        ))}
      </div>
    </div>
  )
}

const idsOf = (value: Value): string[] =>
  Array.isArray(value)
    ? value.map((item) => (isReference(item) ? item.id : String(item)))
    : value === null || value === undefined || value === ''
      ? []
      : [String(value)]
const labelsOf = (value: Value): string[] | undefined =>
  Array.isArray(value) && value.some(isReference) ? (value as Reference[]).map((item) => item.label) : undefined

function startValue(token: Token | null, kind: string): Value {
  if (!token) return kind === 'options' || kind === 'records' ? [] : null
  if (kind === 'options') return token.values
  if (kind === 'records') return token.values.map((id, index) => ({ id, label: token.labels?.[index] ?? id }))
  if (kind === 'number' || kind === 'days') return Number(token.values[0])
  return token.values[0] ?? null
}

interface Props {
  form: FormView
  scope: Scope
  start: Token | null
  onDone: (token: Token) => void
}

export default function TokenEditor({ form, scope, start, onDone }: Props) {
  const app = useApp()
  const [name, setName] = useState(start?.field ?? null)
  const field = name ? form.fields[name] : undefined
  const [chosen, choose] = useState(start?.operator ?? '')
  const operator = field ? operatorOf(field, chosen) : null
  const [value, setValue] = useState<Value>(field && operator ? startValue(start, operator.kind) : null)
  const counts = useOptionCounts(form, operator?.kind === 'options' ? name : null, scope)
  if (!name || !field || !operator) {
    return (
      <Fields
        form={form}
        onChoose={(next) => {
          const first = operatorsOf(form.fields[next]!)[0]!
          setName(next)
          choose(first.name)
          setValue(startValue(null, first.kind))
        }}
      />
    )
  }
  const kind = operator.kind
  const ready = kind === 'none' || idsOf(value).length > 0
  const done = () => {
    if (ready)
      onDone({
        field: name,
        operator: operator.name,
        values: kind === 'none' ? [] : idsOf(value),
        labels: labelsOf(value),
      } as Token)
  }
  const shared = {
    id: 'filter-value',
    value,
    onChange: setValue,
    place: { app: app.name, form: scope.name, path: name },
    required: true,
    invalid: false,
  }
  const Input = INPUTS[kind === 'days' ? 'number' : kind === 'date' ? 'date' : kind === 'text' ? 'text' : field.type]
  return (
    <form
      className="col g3 filter-edit"
      onSubmit={(event) => {
        event.preventDefault()
        done()
      }}
    >
      <b className="t13" id="filter-value-label">
        {field.title}
      </b>
      <div className="row w g1" role="radiogroup" aria-label={t('filter.relation')}>
        {operatorsOf(field).map((each) => (
          <button
            type="button"
            role="radio"
            aria-checked={each.name === operator.name}
            key={each.name}
            className={`chip ghost ${each.name === operator.name ? 'chosen' : ''}`}
            onClick={() => {
              if (each.kind !== kind) setValue(startValue(null, each.kind))
              choose(each.name)
            }}
          >
            {t(each.label)}
          </button>
        ))}
      </div>
      {kind === 'options' ? (
        <FilterOptions field={field} value={(value as string[] | null) ?? []} counts={counts} onChange={setValue} />
      ) : kind === 'records' ? (
        <ManyInput {...shared} field={{ ...field, many: true }} />
      ) : kind !== 'none' && Input ? (
        <Input
          {...shared}
          field={{
            ...field,
            title: field.title,
            ...(kind === 'days' ? { type: 'number', unit: t('filter.day_unit'), decimals: 0 } : {}),
            lines: 1,
          }}
          bare={false}
        />
      ) : null}
      <Button primary small type="submit" label={t('filter.apply')} disabled={!ready} />
    </form>
  )
}
