/** Local time of the app's zone, by the offsets that the server sends: the tables of browsers differ. */
import { DAY, dayWithin, FIRST_DAY, LAST_DAY, shiftDate } from './dates.ts'
import { Unknown } from './values.ts'

/** `changes`: from this instant on this offset (ms), the first from the beginning of time; nothing is known from `until` on. */
export interface Zone {
  changes: readonly (readonly [number | null, number])[]
  until: number | null
}

export const UTC: Zone = { changes: [[null, 0]], until: null }
const FIRST_MOMENT = FIRST_DAY * DAY
const LAST_MOMENT = (LAST_DAY + 1) * DAY - 1

export const momentWithin = (moment: number): number => Math.min(Math.max(moment, FIRST_MOMENT), LAST_MOMENT)

/** The offset after the last change whose beginning, as `at` tells it, is not after the clock. */
function offset(zone: Zone, clock: number, at: (instant: number, before: number, after: number) => number): number {
  if (zone.until !== null && clock >= zone.until - DAY) throw new Unknown('zone')
  for (let index = zone.changes.length - 1; index > 0; index--) {
    const [instant, after] = zone.changes[index]!
    if (clock >= at(instant!, zone.changes[index - 1]![1], after)) return after
  }
  return zone.changes[0]![1]
}

export const toLocal = (moment: number, zone: Zone): number => moment + offset(zone, moment, (instant) => instant)

/** The earlier and the later meaning of a local clock time; in a gap as if the clock had not, and had moved. */
function readings(local: number, zone: Zone): [number, number] {
  const first = offset(zone, local, (instant, before, after) => instant + Math.max(before, after))
  const second = offset(zone, local, (instant, before, after) => instant + Math.min(before, after))
  return [local - first, local - second]
}

/** The instant of a local clock time: the second of two, and in a gap as if the clock had not moved. */
const toInstant = (local: number, zone: Zone): number => momentWithin(Math.max(...readings(local, zone)))

export const localDate = (moment: number, zone: Zone): number => dayWithin(Math.floor(toLocal(moment, zone) / DAY))

/** The instant at which a local date begins: the first of two. */
export const midnight = (day: number, zone: Zone): number => momentWithin(readings(day * DAY, zone)[0])

/** An instant some months, days and milliseconds away: months and days keep the local clock. */
export function shiftMoment(moment: number, months: number, whole: number, length: number, zone: Zone): number {
  let found = moment
  if (months || whole) {
    const local = toLocal(moment, zone)
    const day = Math.floor(local / DAY)
    found = toInstant(shiftDate(dayWithin(day), months, whole) * DAY + (local - day * DAY), zone)
  }
  return momentWithin(found + length)
}
