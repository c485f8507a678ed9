/** Stored values of definitions and rows as the server sends them: numbers as text, so that every digit arrives. */
import { type TypeJson, Unreadable } from './tree.ts'
import type { Length, Value } from './values.ts'

function lengthOf(parts: unknown): Length {
  if (!Array.isArray(parts) || parts.length !== 5) throw new Unreadable('Duration')
  const [months, days, milliseconds, workingDays, workingMilliseconds] = parts as number[]
  return {
    months: months!,
    days: days!,
    milliseconds: milliseconds!,
    workingDays: workingDays!,
    workingMilliseconds: workingMilliseconds!,
  }
}

/** A stored value in the form that closures compute with. */
export function fromWire(type: TypeJson, value: unknown): Value {
  if (value === null || value === undefined) return null
  switch (type.name) {
    case 'Number':
      return BigInt(value as string)
    case 'Duration':
      return lengthOf(value)
    case 'People':
      return new Set(value as string[])
    default:
      return value as Value
  }
}

/** The same way back. */
export const toWire = (value: Value): unknown =>
  typeof value === 'bigint' ? String(value) : value instanceof Set ? [...value].sort() : value
