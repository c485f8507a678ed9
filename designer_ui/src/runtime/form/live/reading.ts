/** What is typed as a stored value, and back. Throws Unknown for what the server would refuse or rewrite. */
import type { FieldView, Reference, Value as Typed } from '../../../api/types.ts'
import { dateText, readDate } from '../../../expressions/dates.ts'
import { scaled, unscaled } from '../../../expressions/numbers.ts'
import type { TypeJson } from '../../../expressions/tree.ts'
import { Unknown, type Value } from '../../../expressions/values.ts'
import { isEmpty, isReference } from '../../values.ts'
import type { TypedField } from './shape.ts'

const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\p{Surrogate}/u
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{3})?)?(Z|[+-]\d{2}:\d{2})$/
const SOMETHING = 'something' // stands for a value of which only this is known

function known<Found>(found: Found | null | undefined): Found {
  if (found === null || found === undefined) throw new Unknown('typed')
  return found
}

/** Whether there is something; a text of signs alone may become nothing when it is cleaned. */
function presence(value: unknown): Value {
  if (isEmpty(value)) return null
  if (typeof value !== 'string' || /[\p{L}\p{N}]/u.test(value)) return SOMETHING
  return value.replace(SPACES, '') === '' ? null : known(null)
}

/** Without blanks at its ends; of one line also without more than one between words. */
function cleaned(text: string, lines: number): string | null {
  if (CONTROL.test(text)) throw new Unknown('typed')
  if (lines <= 1) return text.replace(SPACES, ' ').replace(/^ | $/g, '') || null
  const blank = SPACES.source
  return text.replace(new RegExp(`^${blank}|${blank}$`, 'g'), '') || null
}

const among = (field: FieldView, name: string): string =>
  known(!field.options || field.options.some((option) => option.name === name) ? name : null)

function listed(value: unknown, field: FieldView): string {
  const names = Array.isArray(value) && value.every((each) => typeof each === 'string') ? (value as string[]) : null
  return `|${[...new Set(known(names).map((name) => among(field, name)))].join('|')}|`
}

/** The stored value of what stands in a field. */
export function stored(told: TypedField, field: FieldView, value: unknown): Value {
  if (told.typed === 'emptiness') return presence(value)
  if (isEmpty(value)) return null
  const type = told.type
  switch (type.name) {
    case 'Number':
      return known(typeof value === 'number' ? scaled(value, type.scale ?? 0, type.digits ?? 15) : null)
    case 'Boolean':
      return known(typeof value === 'boolean' ? value : null)
    case 'Text':
      return cleaned(known(typeof value === 'string' ? value : null), field.derived ? Infinity : (field.lines ?? 1))
    case 'Date':
      return known(typeof value === 'string' ? readDate(value) : null)
    case 'DateTime':
      return known(typeof value === 'string' && MOMENT.test(value) ? Date.parse(value) : null)
    case 'Choice':
      return among(field, known(typeof value === 'string' ? value : null))
    case 'Choices':
      return listed(value, field)
    case 'Reference':
      return known(isReference(value) ? value.id : null)
  }
  throw new Unknown(type.name)
}

/** A stored value as fields show it; undefined for a record whose name nobody has told. */
export function shown(type: TypeJson, value: Value, named: (id: string) => Reference | undefined): Typed {
  if (value === null) return null
  switch (type.name) {
    case 'Number':
      return unscaled(value as bigint, type.scale ?? 0)
    case 'Date':
      return dateText(value as number)
    case 'DateTime':
      return new Date(value as number).toISOString()
    case 'Choices':
      return (value as string).slice(1, -1).split('|')
    case 'Reference':
      return named(value as string)
  }
  return value as string | boolean
}
