/** Arithmetic on scaled integers, as engine/expressions/runtime/numbers.py has it. */

const TEXT_SCALE = 6
const DECIMAL = /^[+-]?[0-9]{1,9}(\.[0-9]{1,6})?$/

export const power = (digits: number): bigint => 10n ** BigInt(digits)
const size = (number: bigint): bigint => (number < 0n ? -number : number)

/** number / divisor (> 0), halves away from zero. */
export function halfAway(number: bigint, divisor: bigint): bigint {
  const half = (2n * size(number) + divisor) / (2n * divisor)
  return number < 0n ? -half : half
}

/** number / divisor (> 0), away from zero. */
export function away(number: bigint, divisor: bigint): bigint {
  const whole = (size(number) + divisor - 1n) / divisor
  return number < 0n ? -whole : whole
}

/** number / divisor (> 0), towards zero. */
export const toward = (number: bigint, divisor: bigint): bigint => number / divisor

/** number / divisor (> 0), down. */
export function floor(number: bigint, divisor: bigint): bigint {
  const whole = number / divisor
  return number % divisor < 0n ? whole - 1n : whole
}

/** number * 10 ** shift / divisor, halves away from zero; null without a divisor. */
export function divide(number: bigint, divisor: bigint, shift: number): bigint | null {
  if (divisor === 0n) return null
  const above = shift > 0 ? number * power(shift) : number
  const below = shift < 0 ? divisor * power(-shift) : divisor
  return below > 0n ? halfAway(above, below) : halfAway(-above, -below)
}

/** The rest with the sign of the divisor. */
export function modulo(number: bigint, divisor: bigint): bigint | null {
  if (divisor === 0n) return null
  const rest = number % divisor
  return rest !== 0n && rest < 0n !== divisor < 0n ? rest + divisor : rest
}

/** The number, null with more digits than it may have. */
export function bounded(number: bigint | null, limit: bigint): bigint | null {
  return number !== null && size(number) < limit ? number : null
}

/** The number in a text, with six decimals. */
export function numberOf(text: string): bigint | null {
  if (!DECIMAL.test(text)) return null
  const [whole, decimals = ''] = text.replace('+', '').split('.')
  return BigInt(whole + decimals.padEnd(TEXT_SCALE, '0'))
}

/** The number with all its decimals. */
export function decimalText(number: bigint, scale: number): string {
  if (!scale) return String(number)
  const digits = String(size(number)).padStart(scale + 1, '0')
  return `${number < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** A JSON number as a scaled integer; undefined with more decimals or digits than the field keeps. */
export function scaled(number: number, scale: number, digits: number): bigint | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(number))
  if (!match) return undefined
  const decimals = (match[3] ?? '').replace(/0+$/, '')
  const shift = scale + Number(match[4] ?? 0) - decimals.length
  const whole = BigInt(match[2]! + decimals)
  if (whole === 0n) return 0n
  const unit = power(Math.abs(shift))
  if (shift < 0 && whole % unit !== 0n) return undefined
  const found = shift < 0 ? whole / unit : whole * unit
  return found < power(digits) ? (match[1] ? -found : found) : undefined
}

/** A scaled integer as a JSON number: exact up to fifteen digits. */
export const unscaled = (number: bigint, scale: number): number => Number(decimalText(number, scale))
