/** What both faces of a table field share. */
import type { FieldView, Row } from '../../api/types'
import { t } from '../../i18n'
import { numberText } from '../format'
import type { CellState, Place } from './types'

export interface Grid {
  rows: Row[]
  columns: [string, FieldView][]
  change: (rows: Row[]) => void
  place: Place
  problemOf: (row: number, column: string) => string | undefined
  stateOf: (row: number, column: string) => CellState
}

export interface FaceProps {
  grid: Grid
  label: string
  add: () => void
  sums: string[]
}

export function Sums({ columns, rows, sums }: { columns: Grid['columns']; rows: Row[]; sums: string[] }) {
  const summed = columns.filter(([name]) => sums.includes(name))
  return (
    <>
      {summed.map(([name, field]) => {
        const total = rows.reduce((sum, row) => sum + (typeof row[name] === 'number' ? (row[name] as number) : 0), 0)
        return (
          <span key={name}>
            <span className="mut">
              {summed.length === 1 ? t('table.total') : t('table.sum', { title: field.title })}{' '}
            </span>
            <b>{numberText(total, field.type === 'money' ? 2 : 0)}</b>
          </span>
        )
      })}
    </>
  )
}
