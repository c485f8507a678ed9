/** Numbers and dates in a format: `#,##0.00`, `yyyy-mm-dd hh:mm`. The server has checked the format. */
import { civil, DAY } from './dates.ts'
import { decimalText } from './numbers.ts'
import { localDate, toLocal, type Zone } from './zones.ts'

const PIECE = /yyyy|yy|mm?|dd?|hh?|[^ymdh]/gu
const MINUTE = 60_000

/** The number with a comma between thousands. */
export function grouped(number: bigint, scale: number): string {
  const [whole, decimals] = decimalText(number < 0n ? -number : number, scale).split('.')
  const groups = whole!.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${number < 0n ? '-' : ''}${groups}${decimals ? `.${decimals}` : ''}`
}

function written(day: number, minutes: number, format: string): string {
  const date = civil(day)
  let clock = false
  const piece = (found: string): string => {
    const letter = found[0]!
    clock ||= letter === 'h'
    if (letter === 'y') return String(found.length === 2 ? date.year % 100 : date.year).padStart(found.length, '0')
    const values: Record<string, number> = {
      m: clock ? minutes % 60 : date.month,
      d: date.day,
      h: Math.floor(minutes / 60),
    }
    return letter in values ? String(values[letter]).padStart(found.length, '0') : found
  }
  return (format.match(PIECE) ?? []).map(piece).join('')
}

/** A date in a format without a clock. */
export const dateInFormat = (day: number, format: string): string => written(day, 0, format)

/** A datetime in a format, by the clock of the zone. */
export function momentInFormat(moment: number, format: string, zone: Zone): string {
  const local = toLocal(moment, zone)
  const inDay = local - Math.floor(local / DAY) * DAY
  return written(localDate(moment, zone), Math.floor(inDay / MINUTE), format)
}
