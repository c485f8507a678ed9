/** What a report's rows are made of: what is counted along which words. */
import { dateWords, momentWords } from '../i18n/dates'
import { language, t } from '../i18n'
import { numberText, percentText, summaryText } from '../runtime/format'
import type { ReportColumn, ReportData, ReportHead, ReportRow } from '../api/types'

const NUMBERS = new Set(['number', 'money', 'percent', 'duration', 'integer', 'count'])

export const measuresOf = (data: ReportData): ReportColumn[] =>
  data.columns.filter((column) => NUMBERS.has(column.type) && column.role !== 'dimension')
export const dimensionsOf = (data: ReportData): ReportColumn[] =>
  data.columns.filter((column) => !NUMBERS.has(column.type) || column.role === 'dimension')

export const isShare = (column: ReportColumn): boolean => column.type === 'percent' || column.format === 'percent'
const unitOf = (column: ReportColumn, head?: ReportHead): string => column.unit ?? head?.unit ?? ''

export function numberOf(row: ReportRow, column: ReportColumn | undefined): number | null {
  const value = column ? row[column.name] : null
  return typeof value === 'number' ? value : null
}

/** A measure in a cell or beside a bar: short from ten thousand on. */
export function measureText(value: number | null, column: ReportColumn, exact = false): string {
  if (value === null) return '—'
  if (isShare(column)) return percentText(value, 1)
  if (exact) return numberText(value, 0, 2)
  const { figure, unit } = summaryText(value)
  return unit ? `${figure} ${unit}` : figure
}

export function figureOf(
  value: number | null,
  column: ReportColumn,
  head?: ReportHead,
): { figure: string; unit: string } {
  if (value === null) return { figure: '—', unit: '' }
  if (isShare(column)) return { figure: numberText(value * 100, 0, 1), unit: '%' }
  const short = summaryText(value)
  return {
    figure: short.figure,
    unit: [short.unit, unitOf(column, head)].filter(Boolean).join(language() === 'zh' ? '' : ' '),
  }
}

/** A dimension's value in words: an option's title, a person, a month. */
export function wordsOf(row: ReportRow, column: ReportColumn | undefined): string {
  if (!column) return ''
  const named = row[`${column.name}_title`] ?? row[`_${column.name}`]
  const value = named ?? row[column.name]
  if (value === null || value === undefined || value === '') return t('chart.none')
  if (typeof value === 'object' && 'label' in value) return String((value as { label: string }).label)
  if (typeof value === 'object' && 'title' in value) return String((value as { title: string }).title)
  const text = String(value)
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return momentWords(text)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return column.format === 'month' ? text.slice(0, 7) : dateWords(text)
  return text
}

export interface Mark {
  words: string
  at: string | undefined
  row: ReportRow
}
export const markOf = (row: ReportRow, data: ReportData): Mark => ({
  words: dimensionsOf(data)
    .map((column) => wordsOf(row, column))
    .join(' / '),
  at: row._at,
  row,
})

/** Series for a chart with a split: one line a value of the second dimension. */
export function seriesOf(data: ReportData): {
  axis: string[]
  series: { name: string; values: (number | null)[]; ats: (string | undefined)[] }[]
  measure: ReportColumn | undefined
} {
  const [axisColumn, splitColumn] = dimensionsOf(data)
  const measures = measuresOf(data)
  const axis = [...new Set(data.rows.map((row) => wordsOf(row, axisColumn)))]
  const names = splitColumn
    ? [...new Set(data.rows.map((row) => wordsOf(row, splitColumn)))]
    : measures.filter((column) => !isShare(column) || measures.length === 1).map((column) => column.title)
  const series = names.map((name, index) => {
    const column = splitColumn ? measures[0] : measures.filter((each) => !isShare(each) || measures.length === 1)[index]
    const rows = axis.map((word) =>
      data.rows.find(
        (row) => wordsOf(row, axisColumn) === word && (!splitColumn || wordsOf(row, splitColumn) === name),
      ),
    )
    return { name, values: rows.map((row) => (row ? numberOf(row, column) : null)), ats: rows.map((row) => row?._at) }
  })
  return { axis, series, measure: measures[0] }
}
