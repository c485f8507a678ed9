/** Cells copied from a spreadsheet, read as rows. */
import type { FieldView, Row, Value } from '../../api/types'
import { today } from '../../i18n/dates'
import { isNumeric } from '../format'
import { readDate } from './date_text'
import { readNumber } from './number'

function readCell(text: string, field: FieldView): Value {
  const clean = text.trim()
  if (clean === '') return null
  if (isNumeric(field.type)) return readNumber(clean, field.type === 'percent') ?? clean
  if (field.type === 'date') return readDate(clean, today()) ?? clean
  if (field.type === 'boolean') return ['是', '1', 'true', 'yes', 'y', '√'].includes(clean.toLowerCase())
  const option = field.options?.find((each) => each.title === clean || each.name === clean)
  return option?.name ?? clean
}

/** Rows of the writable columns in their order; null when the text is one single cell. */
export function pasteRows(text: string, columns: [string, FieldView][]): Row[] | null {
  if (!/[\t\n]/.test(text.trim())) return null
  const writable = columns.filter(([, field]) => !field.derived && field.level !== 'read')
  return text
    .replace(/\r/g, '')
    .trim()
    .split('\n')
    .map((line) => {
      const cells = line.split('\t')
      return Object.fromEntries(
        writable.slice(0, cells.length).map(([name, field], index) => [name, readCell(cells[index]!, field)]),
      )
    })
}
