/** Times as a colleague would say them: 今天 10:24, 昨天 17:00, 6月18日 周四, 剩 1 小时 20 分. */
import { locale, language, t } from './index'

const DAY = 86_400_000
let offset = 0
let zone = 'Asia/Shanghai'

/** The server's clock leads (it may be a simulated one). */
export function setServerNow(now: string): void {
  offset = Date.parse(now) - Date.now()
}
export function setZone(name: string | undefined): void {
  if (name) zone = name
}
export const now = (): number => Date.now() + offset

const formats = new Map<string, Intl.DateTimeFormat>()
function format(options: Intl.DateTimeFormatOptions, timeZone: string): Intl.DateTimeFormat {
  const key = locale() + timeZone + JSON.stringify(options)
  let found = formats.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(locale(), { ...options, timeZone })
    formats.set(key, found)
  }
  return found
}

/** The calendar day of an instant, as YYYY-MM-DD in the app's zone. */
export function dayOf(instant: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return parts.format(instant)
}
export const today = (): string => dayOf(now())
export const dayNumber = (day: string): number => Math.round(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / DAY)

export function addDays(day: string, count: number): string {
  return new Date((dayNumber(day) + count) * DAY).toISOString().slice(0, 10)
}

export const clock = (iso: string): string =>
  format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, zone).format(Date.parse(iso))

/** 6月18日, with the year when it is not this one. */
export function dayText(day: string, weekday = false): string {
  const sameYear = day.slice(0, 4) === today().slice(0, 4)
  const date = Date.parse(`${day.slice(0, 10)}T00:00:00Z`)
  const text = format(
    { month: language() === 'zh' ? 'long' : 'short', day: 'numeric', ...(sameYear ? {} : { year: 'numeric' }) },
    'UTC',
  ).format(date)
  if (!weekday) return text
  const name = format({ weekday: 'short' }, 'UTC').format(date)
  return language() === 'zh' ? `${text} ${name}` : `${name} ${text}`
}

function nearDay(day: string): string | null {
  const distance = dayNumber(day) - dayNumber(today())
  if (distance === 0) return t('date.today')
  if (distance === -1) return t('date.yesterday')
  if (distance === 1) return t('date.tomorrow')
  return null
}

/** A date for a table cell: near ones as words. */
export const dateWords = (day: string): string => nearDay(day) ?? dayText(day)

/** A moment: 今天 10:24, 昨天 17:00, 6月18日 09:00. */
export function momentWords(iso: string): string {
  const day = dayOf(Date.parse(iso))
  return `${nearDay(day) ?? dayText(day)} ${clock(iso)}`
}

/** How long ago, in days at most: 今天, 昨天, 12 天前; then the date. */
export function agoWords(iso: string): string {
  const instant = Date.parse(iso)
  const minutes = Math.floor((now() - instant) / 60_000)
  if (minutes >= 0 && minutes < 1) return t('date.just_now')
  if (minutes >= 0 && minutes < 60) return t('date.minutes_ago', { n: minutes })
  const day = dayOf(instant)
  const distance = dayNumber(today()) - dayNumber(day)
  if (distance === 0 && minutes >= 0) return t('date.hours_ago', { n: Math.floor(minutes / 60) })
  if (distance > 1 && distance <= 99) return t('date.days_ago', { n: distance })
  return nearDay(day) ?? dayText(day)
}

export function spanWords(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000))
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  if (days >= 1) return t('span.days', { n: days })
  if (hours >= 1)
    return minutes % 60 ? t('span.hours_minutes', { h: hours, m: minutes % 60 }) : t('span.hours', { n: hours })
  return t('span.minutes', { n: minutes })
}

const UNITS = {
  y: 'span.years',
  mo: 'span.months',
  d: 'span.days',
  h: 'span.hours',
  min: 'span.minutes',
  wd: 'span.working_days',
  wh: 'span.working_hours',
} as const

/** A duration as it is written in definitions (1d12h) in words. */
export function durationWords(written: string): string {
  const parts = [...written.matchAll(/(\d+)(mo|min|wd|wh|y|d|h)/g)]
  return parts.map(([, count, unit]) => t(UNITS[unit as keyof typeof UNITS], { n: Number(count) })).join(' ') || written
}

/** When something is due, and how it feels: late (bad), within three hours (warn), else plain. */
export function dueWords(due: string): { text: string; tone: 'bad' | 'warn' | '' } {
  const left = Date.parse(due) - now()
  if (left < 0) return { text: momentWords(due), tone: 'bad' }
  if (left <= 3 * 3_600_000) return { text: t('due.left', { span: spanWords(left) }), tone: 'warn' }
  const day = dayOf(Date.parse(due))
  if (day === today()) return { text: clock(due), tone: '' }
  return { text: nearDay(day) ? momentWords(due) : dayText(day, true), tone: '' }
}

export function hourOfDay(): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(now()))
}

/** What the zone's clock shows at an instant, as YYYY-MM-DDTHH:MM, and back. */
export function toLocal(iso: string): string {
  return `${dayOf(Date.parse(iso))}T${clock(iso)}`
}
export function fromLocal(local: string): string {
  const guess = Date.parse(`${local}:00Z`)
  const shown = Date.parse(`${toLocal(new Date(guess).toISOString())}:00Z`)
  return new Date(guess - (shown - guess)).toISOString()
}
