/** Calendar arithmetic on days since 1970-01-01, from year 1 to 9999. */

export const DAY = 86_400_000
export const FIRST_DAY = -719_162
export const LAST_DAY = 2_932_896

export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year'

export interface Civil {
  year: number
  month: number
  day: number
}

const CYCLE = 146_097 // days of 400 years
const EPOCH = 719_468 // days from 0000-03-01 to 1970-01-01

/** Years are counted from March here, so that a leap day is the last of its year. */
export function civil(found: number): Civil {
  const shifted = found + EPOCH
  const cycle = Math.floor(shifted / CYCLE)
  const inside = shifted - cycle * CYCLE
  const year = Math.floor(
    (inside - Math.floor(inside / 1460) + Math.floor(inside / 36_524) - Math.floor(inside / 146_096)) / 365,
  )
  const dayOfYear = inside - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  return {
    year: year + cycle * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  }
}

export function days(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const cycle = Math.floor(shifted / 400)
  const inside = shifted - cycle * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return cycle * CYCLE + inside * 365 + Math.floor(inside / 4) - Math.floor(inside / 100) + dayOfYear - EPOCH
}

export const monthLength = (year: number, month: number): number =>
  month === 12 ? 31 : days(year, month + 1, 1) - days(year, month, 1)

export const dayWithin = (day: number): number => Math.min(Math.max(day, FIRST_DAY), LAST_DAY)

export function makeDate(year: number, month: number, day: number): number | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return null
  return day > monthLength(year, month) ? null : days(year, month, day)
}

const intoWeek = (day: number): number => (((day + 3) % 7) + 7) % 7
export const quarter = (day: number): number => Math.ceil(civil(day).month / 3)
export const weekday = (day: number): number => intoWeek(day) + 1

/** The ISO week: that of the Thursday of its week. */
export function week(day: number): number {
  const thursday = day - intoWeek(day) + 3
  return Math.floor((thursday - days(civil(thursday).year, 1, 1)) / 7) + 1
}

/** The same day some months later, or the last one of that month. */
export function addMonths(day: number, months: number): number {
  const start = civil(day)
  const index = start.year * 12 + start.month - 1 + months
  if (index < 12 || index >= 120_000) return index > 12 ? LAST_DAY : FIRST_DAY
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1]
  return days(year, month, Math.min(start.day, monthLength(year, month)))
}

const firstMonth = (month: number, unit: Unit): number =>
  unit === 'month' ? month : unit === 'quarter' ? Math.floor((month - 1) / 3) * 3 + 1 : 1

export function startOf(day: number, unit: Unit): number {
  if (unit === 'day') return day
  if (unit === 'week') return dayWithin(day - intoWeek(day))
  const found = civil(day)
  return days(found.year, firstMonth(found.month, unit), 1)
}

export function endOf(day: number, unit: Unit): number {
  if (unit === 'day') return day
  if (unit === 'week') return dayWithin(day - intoWeek(day) + 6)
  const found = civil(day)
  const last = firstMonth(found.month, unit) + { month: 0, quarter: 2, year: 11 }[unit]
  return days(found.year, last, monthLength(found.year, last))
}

/** How many anniversaries of the earlier date have come; negative when it lies ahead. */
export function yearsBetween(earlier: number, later: number): number {
  const [start, end] = [civil(earlier), civil(later)]
  const day = Math.min(start.day, monthLength(end.year, start.month))
  const before = end.month < start.month || (end.month === start.month && end.day < day)
  return end.year - start.year - (before ? 1 : 0)
}

export const shiftDate = (day: number, months: number, whole: number): number =>
  dayWithin((months ? addMonths(day, months) : day) + whole)

export function dateText(day: number): string {
  const found = civil(day)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${String(found.year).padStart(4, '0')}-${two(found.month)}-${two(found.day)}`
}

/** The day of `2026-03-02`; null if there is none. */
export function readDate(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return match ? makeDate(Number(match[1]), Number(match[2]), Number(match[3])) : null
}
