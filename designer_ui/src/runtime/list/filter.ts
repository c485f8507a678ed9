/** Filter tokens and the expression that they stand for. */
import type { FieldView, FormView } from '../../api/types'
import type { Key } from '../../i18n'
import { isNumeric } from '../format'

export interface Token {
  field: string
  operator: string
  /** Written values: option names, ids, numbers and dates as text. */
  values: string[]
  /** Shown instead of ids. */
  labels?: string[]
}

export type ValueKind = 'none' | 'text' | 'number' | 'date' | 'options' | 'people' | 'records' | 'days'
export interface Operator {
  name: string
  label: Key
  kind: ValueKind
}

const operator = (name: string, label: Key, kind: ValueKind): Operator => ({ name, label, kind })
/** A record may have more than one of the options. */
const several = (field: FieldView): boolean => field.many === true || field.type === 'tags'
const EMPTY = [operator('set', 'filter.set', 'none'), operator('empty', 'filter.empty', 'none')]

export function operatorsOf(field: FieldView): Operator[] {
  if (isNumeric(field.type)) {
    return [...['>', '>=', '<', '<=', '='].map((sign) => operator(sign, `filter.${sign}` as Key, 'number')), ...EMPTY]
  }
  switch (field.type) {
    case 'boolean':
      return [operator('true', 'filter.true', 'none'), operator('false', 'filter.false', 'none')]
    case 'date':
    case 'datetime':
      return [
        operator('last', 'filter.last', 'days'),
        operator('older', 'filter.older', 'days'),
        operator('month', 'filter.month', 'none'),
        operator('from', 'filter.from', 'date'),
        operator('until', 'filter.until', 'date'),
        ...EMPTY,
      ]
    case 'choice':
    case 'stage':
    case 'tags':
      return several(field)
        ? [
            operator('any', 'filter.has', 'options'),
            operator('all', 'filter.has_all', 'options'),
            operator('none', 'filter.has_none', 'options'),
            ...EMPTY,
          ]
        : [operator('any', 'filter.is', 'options'), operator('none', 'filter.not', 'options'), ...EMPTY]
    case 'user':
      return [
        operator('me', 'filter.me', 'none'),
        operator('team', 'filter.team', 'none'),
        operator('any', 'filter.is', 'records'),
        ...EMPTY,
      ]
    case 'reference':
      return [operator('any', 'filter.is', 'records'), ...EMPTY]
    default:
      return [operator('contains', 'filter.contains', 'text'), operator('=', 'filter.=', 'text'), ...EMPTY]
  }
}

export const operatorOf = (field: FieldView, name: string): Operator =>
  operatorsOf(field).find((each) => each.name === name) ?? operatorsOf(field)[0]!

const FILTERABLE = new Set([
  'text',
  'phone',
  'email',
  'url',
  'serial',
  'number',
  'money',
  'percent',
  'boolean',
  'date',
  'datetime',
  'choice',
  'stage',
  'tags',
  'user',
  'reference',
])
export const filterable = (form: FormView): [string, FieldView][] =>
  Object.entries(form.fields).filter(
    ([, field]) => FILTERABLE.has(field.type) && !(field.many && (field.type === 'reference' || field.type === 'user')),
  )

/** A text of the expression language: the sign that closes it is doubled inside. */
const quoted = (text: string): string => `"${text.replace(/"/g, '""')}"`

/** An option as the language writes it: in quotes where a field has the same name. */
export const optionText = (form: FormView, name: string): string => (name in form.fields ? quoted(name) : name)

function options(field: FieldView, name: string, values: string[], negative: boolean): string {
  const inner = several(field)
    ? values.map((value) => `${name} has ${value}`).join(' or ')
    : values.length === 1
      ? `${name} = ${values[0]}`
      : `${name} in (${values.join(', ')})`
  return negative ? `not (${inner})` : inner
}

function number(field: FieldView, value: string): string {
  return field.type === 'percent' ? `${Number(value) * 100}%` : value
}

/** One token as a condition of the expression language. */
function condition(token: Token, field: FieldView, form: FormView): string {
  const { field: name } = token
  const values = field.options ? token.values.map((value) => optionText(form, value)) : token.values
  const [value = ''] = values
  const time = field.type === 'datetime'
  switch (token.operator) {
    case 'set':
      return `${name} is set`
    case 'empty':
      return `${name} is empty`
    case 'true':
      return `${name}`
    case 'false':
      return `not ${name}`
    case 'me':
      return `${name} = me`
    case 'team':
      return `${name} in my_team`
    case 'contains':
      return `contains(${name}, ${quoted(value)})`
    case 'any':
      return field.type === 'user' || field.type === 'reference'
        ? values.map((id) => `${name}.id = ${quoted(id)}`).join(' or ')
        : options(field, name, values, false)
    case 'all':
      return values.map((each) => `${name} has ${each}`).join(' and ')
    case 'none':
      return options(field, name, values, true)
    case 'last':
      return `${name} >= ${time ? 'now' : 'today'} - ${value}d`
    case 'older':
      return `${name} < ${time ? 'now' : 'today'} - ${value}d`
    case 'month':
      return `${name} >= start_of(today, month)`
    case 'from':
      return `${name} >= ${quoted(value)}`
    case 'until':
      return `${name} < ${quoted(value)} + 1d`
    case '=':
      return isNumeric(field.type) ? `${name} = ${number(field, value)}` : `${name} = ${quoted(value)}`
    default:
      return `${name} ${token.operator} ${number(field, value)}`
  }
}

/** All tokens joined with `and`; null without any. */
export function expression(tokens: Token[], form: FormView): string | null {
  const parts = tokens.flatMap((token) => {
    const field = form.fields[token.field]
    return field ? [condition(token, field, form)] : []
  })
  if (!parts.length) return null
  return parts.length === 1 ? parts[0]! : parts.map((part) => (/ or /.test(part) ? `(${part})` : part)).join(' and ')
}

/** Tokens in the address, so that Back undoes a filter and a link keeps it. */
export function readTokens(text: string | null): Token[] {
  if (!text) return []
  try {
    return (JSON.parse(text) as [string, string, string[], string[]?][]).map(([field, operator_, values, labels]) => ({
      field,
      operator: operator_,
      values,
      labels,
    })) as Token[]
  } catch {
    return []
  }
}
export function writeTokens(tokens: Token[]): string | null {
  return tokens.length
    ? JSON.stringify(
        tokens.map((token) => [token.field, token.operator, token.values, ...(token.labels ? [token.labels] : [])]),
      )
    : null
}
