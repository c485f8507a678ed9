/** Text functions. Characters are code points; the empty text is null. */

const SPACES = ' \t\r\n\u3000\u00a0'
const characters = (text: string): string[] => Array.from(text)
const filled = (text: string): string | null => text || null

export const length = (text: string): bigint => BigInt(characters(text).length)

export const left = (text: string, count: number): string | null =>
  filled(characters(text).slice(0, Math.max(count, 0)).join(''))

export const right = (text: string, count: number): string | null =>
  count > 0 ? filled(characters(text).slice(-count).join('')) : null

/** `count` characters from the `start`-th (the first is 1). */
export function mid(text: string, start: number, count: number): string | null {
  const first = Math.max(start, 1) - 1
  return filled(
    characters(text)
      .slice(first, first + Math.max(count, 0))
      .join(''),
  )
}

export function trim(text: string): string | null {
  let from = 0
  let until = text.length
  while (from < until && SPACES.includes(text[from]!)) from++
  while (until > from && SPACES.includes(text[until - 1]!)) until--
  return filled(text.slice(from, until))
}

export const upper = (text: string): string => text.replace(/[a-z]/g, (letter) => letter.toUpperCase())
export const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

export const replace = (text: string, old: string, put: string | null): string | null =>
  filled(text.split(old).join(put ?? ''))

/** Whether a set `|a|b|` holds an option. */
export const has = (options: string, option: string): boolean => options.includes(`|${option}|`)
