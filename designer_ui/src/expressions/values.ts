/**
 * What expressions compute with.
 *
 * Number     bigint scaled by its decimals: products of two fifteen-digit numbers stay exact
 * Date       days since 1970-01-01
 * DateTime   milliseconds since the epoch, UTC
 * Choices    `|a|b|`
 * People     a set of user ids
 * others     text, true or false, ids as text; what is empty is null
 */
import type { Zone } from './zones.ts'

export interface Length {
  months: number
  days: number
  milliseconds: number
  workingDays: number
  workingMilliseconds: number
}

export type Value = bigint | number | string | boolean | null | Length | ReadonlySet<string>

/** A record: its values, the rows of its tables by entity, and the record that holds it if it is a row. */
export interface Row {
  value: (name: string) => Value
  rows: (entity: string) => Row[]
  holder: Row | null
}

/** The record at hand, and the one outside of an aggregate or path. */
export interface Frame {
  row: Row
  outer: Frame | null
}

export interface Environment {
  now: number
  today: number
  zone: Zone
  me: string | null
  myTeam: ReadonlySet<string>
  parameters: Readonly<Record<string, Value>>
  /** The record before the change; null when it is new. */
  old: ((name: string) => Value) | null
  /** What the scope gives by name. */
  variables: Readonly<Record<string, Value>>
}

export type Closure = (frame: Frame, environment: Environment) => Value

/** The browser does not know: the server has to be asked. */
export class Unknown extends Error {}

const NONE: ReadonlySet<string> = new Set()

export const setOf = (value: Value): ReadonlySet<string> => (value instanceof Set ? value : NONE)

/** Negative, zero or positive; texts by code point, as the databases compare them. */
export function compare(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b)
  return a! < b! ? -1 : a! > b! ? 1 : 0
}

function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const one = a.charCodeAt(at)
    const two = b.charCodeAt(at)
    if (one !== two) return above(one) - above(two)
  }
  return a.length - b.length
}

/** A UTF-16 unit in the order of code points: halves of a pair stand above every other. */
const above = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)
