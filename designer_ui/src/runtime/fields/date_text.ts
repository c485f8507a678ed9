/** Dates as people type them. */
import { addDays } from '../../i18n/dates'

const WORDS: Record<string, number> = { 今天: 0, 明天: 1, 后天: 2, 昨天: -1, today: 0, tomorrow: 1, yesterday: -1 }

function build(year: number, month: number, day: number): string | null {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const date = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || date.getUTCDate() !== day ? null : text
}

/** 2026-06-18, 2026/6/18, 20260618, 2026年6月18日, 6-18, 6月18日, 明天, +3 → YYYY-MM-DD; null when it is no date. */
export function readDate(entry: string, today: string): string | null {
  const text = entry.trim().toLowerCase()
  const word = WORDS[text]
  if (word !== undefined) return addDays(today, word)
  const step = /^([+-]\d{1,4})$/.exec(text)
  if (step) return addDays(today, Number(step[1]))
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (packed) return build(Number(packed[1]), Number(packed[2]), Number(packed[3]))
  const parts = text
    .replace(/[年月/.]/g, '-')
    .replace(/日$/, '')
    .split('-')
    .map(Number)
  if (parts.some((part) => !Number.isInteger(part) || part <= 0)) return null
  if (parts.length === 3 && parts[0]! >= 1000) return build(parts[0]!, parts[1]!, parts[2]!)
  if (parts.length === 2) return build(Number(today.slice(0, 4)), parts[0]!, parts[1]!)
  return null
}

/** The same with an optional time, 09:30 or 930; without one, 09:00 → YYYY-MM-DDTHH:MM in the app's zone. */
export function readMoment(entry: string, today: string): string | null {
  const match = /^(.*?)(?:[\sT]+(\d{1,2})[:：](\d{2}))?$/.exec(entry.trim())
  const day = readDate(match?.[1] ?? '', today)
  if (!day) return null
  const [hour, minute] = [match?.[2] ?? '9', match?.[3] ?? '00']
  if (Number(hour) > 23 || Number(minute) > 59) return null
  return `${day}T${hour.padStart(2, '0')}:${minute}`
}
