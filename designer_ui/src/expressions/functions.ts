/** The functions of the language that stay calls in the tree; tests hold the list against the server's. */
import * as dates from './dates.ts'
import * as formats from './formats.ts'
import * as numbers from './numbers.ts'
import * as texts from './texts.ts'
import type { Environment, Value } from './values.ts'
import { localDate, midnight } from './zones.ts'

export interface Called {
  /** The value of arguments that are not null. */
  compute: (values: readonly Value[], environment: Environment) => Value
  /** With null false instead of null. */
  predicate?: boolean
  /** Whether the argument of this number may be null. */
  nullable?: (index: number) => boolean
}

const number = (value: Value): bigint => value as bigint
const text = (value: Value): string => value as string
const day = (value: Value): number => value as number
const count = (value: Value): number => Number(value as bigint)
const whole = (found: number): bigint => BigInt(found)

const ofDay = (compute: (day: number) => number): Called => ({ compute: ([d]) => whole(compute(day(d!))) })
const ofText = (compute: (text: string) => Value): Called => ({ compute: ([t]) => compute(text(t!)) })
const question = (holds: (text: string, part: string) => boolean): Called => ({
  compute: ([t, part]) => holds(text(t!), text(part!)),
  predicate: true,
})

/** The share of the values that are not null, with four decimals. */
const share = (values: readonly Value[]): bigint =>
  numbers.halfAway(BigInt(values.filter((value) => value !== null).length) * 10_000n, BigInt(values.length))

export const CALLS: Readonly<Record<string, Called>> = {
  abs: { compute: ([x]) => (number(x!) < 0n ? -number(x!) : x!) },
  mod: { compute: ([a, b]) => numbers.modulo(number(a!), number(b!)) },
  int: { compute: ([x, unit]) => numbers.floor(number(x!), number(unit!)) },
  concat: { compute: (parts) => parts.join('') },
  len: ofText(texts.length),
  left: { compute: ([t, n]) => texts.left(text(t!), count(n!)) },
  right: { compute: ([t, n]) => texts.right(text(t!), count(n!)) },
  mid: { compute: ([t, from, n]) => texts.mid(text(t!), count(from!), count(n!)) },
  trim: ofText(texts.trim),
  upper: ofText(texts.upper),
  lower: ofText(texts.lower),
  replace: {
    compute: ([t, a, b]) => texts.replace(text(t!), text(a!), b as string | null),
    nullable: (index) => index === 2,
  },
  starts_with: question((t, part) => t.startsWith(part)),
  ends_with: question((t, part) => t.endsWith(part)),
  contains: question((t, part) => t.includes(part)),
  text: { compute: ([x, scale]) => numbers.decimalText(number(x!), count(scale!)) },
  number: ofText(numbers.numberOf),
  date: { compute: ([y, m, d]) => dates.makeDate(count(y!), count(m!), count(d!)) },
  year: ofDay((d) => dates.civil(d).year),
  month: ofDay((d) => dates.civil(d).month),
  quarter: ofDay(dates.quarter),
  week: ofDay(dates.week),
  day: ofDay((d) => dates.civil(d).day),
  weekday: ofDay(dates.weekday),
  start_of: { compute: ([d, unit]) => dates.startOf(day(d!), unit as dates.Unit) },
  end_of: { compute: ([d, unit]) => dates.endOf(day(d!), unit as dates.Unit) },
  days_between: { compute: ([a, b]) => whole(day(b!) - day(a!)) },
  days_after: { compute: ([d, n]) => dates.dayWithin(day(d!) + count(n!)) },
  years_between: { compute: ([a, b]) => whole(dates.yearsBetween(day(a!), day(b!))) },
  local_date: { compute: ([moment], { zone }) => localDate(moment as number, zone) },
  midnight: { compute: ([d], { zone }) => midnight(day(d!), zone) },
  grouped: { compute: ([x, scale]) => formats.grouped(number(x!), count(scale!)) },
  date_in_format: { compute: ([d, format]) => formats.dateInFormat(day(d!), text(format!)) },
  moment_in_format: {
    compute: ([moment, format], { zone }) => formats.momentInFormat(moment as number, text(format!), zone),
  },
  filled: { compute: (values) => share(values), nullable: () => true },
  text_of_date: { compute: ([d]) => dates.dateText(day(d!)) },
}
