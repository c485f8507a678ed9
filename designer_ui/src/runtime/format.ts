/** Values as text, in the reader's language. */
import type { FieldView, Option, Reference, StoredFile, Value } from '../api/types'
import { dateWords, dayText, momentWords } from '../i18n/dates'
import { language, locale, t } from '../i18n'
import { isEmpty, isReference } from './values'

const cache = new Map<string, Intl.NumberFormat>()

export function numberText(value: number, least = 0, most = Math.max(least, 2)): string {
  const key = `${locale()}/${least}/${most}`
  let format = cache.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale(), { minimumFractionDigits: least, maximumFractionDigits: most })
    cache.set(key, format)
  }
  return format.format(value).replace('-', '−')
}

export const percentText = (share: number, most = 2): string =>
  `${numberText(Number((share * 100).toFixed(6)), 0, most)}%`

/** 235.6 万 in Chinese, 2.36M in English: only in summaries. */
export function summaryText(value: number): { figure: string; unit: string } {
  const size = Math.abs(value)
  const steps: [number, string][] =
    language() === 'zh'
      ? [
          [1e8, '亿'],
          [1e4, '万'],
        ]
      : [
          [1e9, 'B'],
          [1e6, 'M'],
          [1e4, 'k'],
        ]
  for (const [step, unit] of steps) {
    if (size >= step) return { figure: numberText(value / (unit === 'k' ? 1e3 : step), 0, 1), unit }
  }
  return { figure: numberText(value), unit: '' }
}

const CURRENCIES: Record<string, string> = { CNY: '元', USD: '美元', EUR: '欧元', HKD: '港元', JPY: '日元' }

export function unitOf(field: FieldView, currency?: string | null): string {
  if (field.type === 'money') {
    const code = field.currency ?? currency ?? ''
    return language() === 'zh' ? (CURRENCIES[code] ?? code) : code
  }
  return field.unit ?? ''
}

/** The unit stands in the header, so numbers stay bare: 累计金额（元）. */
export function titleWithUnit(field: FieldView, currency?: string | null): string {
  const unit = unitOf(field, currency)
  if (!unit) return field.title
  return language() === 'zh' ? `${field.title}（${unit}）` : `${field.title} (${unit})`
}

export const isNumeric = (type: string): boolean => type === 'number' || type === 'money' || type === 'percent'

export function optionOf(field: FieldView, name: unknown): Option | undefined {
  return field.options?.find((option) => option.name === name)
}

export function sizeText(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${numberText(Math.max(1, bytes / 1024), 0, 0)} KB`
    : `${numberText(bytes / 1024 / 1024, 0, 1)} MB`
}

/** What stands between the words of an enumeration. */
export const comma = (): string => (language() === 'zh' ? '、' : ', ')

function listText(items: string[]): string {
  return items.join(comma())
}

function one(field: FieldView, value: Value): string {
  if (isReference(value)) return value.label
  switch (field.type) {
    case 'money':
      return numberText(value as number, 0, 2)
    case 'number':
      return numberText(value as number, 0, field.decimals ?? 6)
    case 'percent':
      return percentText(value as number)
    case 'boolean':
      return value ? t('value.yes') : t('value.no')
    case 'date':
      return dateWords(String(value))
    case 'datetime':
      return momentWords(String(value))
    case 'choice':
    case 'stage':
    case 'tags':
      return optionOf(field, value)?.title ?? String(value)
    default:
      return String(value)
  }
}

/** Plain text for a tooltip, a toast, a conflict; '' when empty. */
export function valueText(field: FieldView, value: Value): string {
  if (isEmpty(value)) return ''
  if (field.type === 'table') return t('value.rows', { n: (value as unknown[]).length })
  if (field.type === 'file' || field.type === 'photo') return listText((value as StoredFile[]).map((file) => file.name))
  if (Array.isArray(value)) return listText((value as (string | Reference)[]).map((item) => one(field, item as Value)))
  return one(field, value)
}

/** A date in full, for forms and facts. */
export const fullDate = (value: string): string => dayText(value, true)
