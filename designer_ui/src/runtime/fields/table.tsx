/** Rows inside a record: a grid on the desk (Tab and Enter as in a spreadsheet, paste adds rows), cards on a phone. */
import { useRef, type ClipboardEvent } from 'react'
import type { Row } from '../../api/types'
import { usePhone } from '../../kit/media'
import { isEmpty } from '../values'
import { TableCards } from './table_cards'
import { TableGrid } from './table_grid'
import { pasteRows } from './table_paste'
import type { Grid } from './table_shared'
import type { CellState, CellStates, InputProps } from './types'

export interface TableProps extends InputProps {
  /** Problems by path, `needs[2].need`. */
  problems: Record<string, string>
  name: string
  cellState?: CellStates | undefined
}

/** Without rules a cell is as its column says. */
const asColumn: CellStates = (_row, _column, field): CellState => ({
  field,
  visible: field.visible !== false,
  required: field.required === true,
  readonly: false,
})

/** Whether somebody has filled in a row; a default is nobody's work. */
const isFilled = (row: Row, columns: [string, unknown][]): boolean =>
  columns.some(([name]) => !isEmpty(row[name]) && !(name in ((row._live ?? {}) as object)))

export default function TableInput(props: TableProps) {
  const phone = usePhone()
  const rows = (props.value ?? []) as Row[]
  const latest = useRef(rows)
  latest.current = rows
  const columns = Object.entries(props.field.fields ?? {})
  const change = (next: Row[]) => props.onChange(next)
  const add = () => change([...latest.current, {}])
  const grid: Grid = {
    rows,
    columns,
    change,
    place: props.place,
    problemOf: (row, column) => props.problems[`${props.name}[${row}].${column}`],
    stateOf: (row, column) =>
      (props.cellState ?? asColumn)(row, column, props.field.fields![column]!, rows[row]![column]),
  }
  const paste = (event: ClipboardEvent) => {
    const added = pasteRows(event.clipboardData.getData('text/plain'), columns)
    if (!added) return
    event.preventDefault()
    change([...latest.current.filter((row) => isFilled(row, columns)), ...added])
  }
  const sums =
    props.field.sum ?? columns.filter(([, field]) => field.derived && field.type === 'money').map(([name]) => name)
  return phone ? (
    <TableCards grid={grid} label={props.field.title} add={add} sums={sums} />
  ) : (
    <TableGrid grid={grid} label={props.field.title} add={add} paste={paste} sums={sums} />
  )
}
