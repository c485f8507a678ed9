/** The record and its rows while they are filled in: a stored value in each cell, or that it is not known. */
import type { FieldView, Row as TypedRow, Value as Typed } from '../../../api/types.ts'
import { type Row, Unknown, type Value } from '../../../expressions/values.ts'
import { isEmpty, same } from '../../values.ts'
import { stored } from './reading.ts'
import type { TypedSheet } from './shape.ts'

export const UNKNOWN = Symbol('unknown')
export type Cell = Value | typeof UNKNOWN

/** What the closure gives, or that the server has to be asked. */
export function attempt<Found>(compute: () => Found): Found | typeof UNKNOWN {
  try {
    return compute()
  } catch (error) {
    if (error instanceof Unknown) return UNKNOWN
    throw error
  }
}

export class Cells implements Row {
  readonly cells = new Map<string, Cell>()
  /** Whether one of the cells has changed since the rules were last asked. */
  stale = true
  holder: Row | null = null

  value = (name: string): Value => {
    const cell = this.cells.get(name)
    if (cell === undefined || cell === UNKNOWN) throw new Unknown(name)
    return cell
  }

  rows = (_entity: string): Row[] => []

  /** True if the cell changes. */
  put(name: string, cell: Cell): boolean {
    if (this.cells.has(name) && this.cells.get(name) === cell) return false
    this.cells.set(name, cell)
    this.stale = true
    return true
  }
}

/** A row of a table, made once for each object that stands for it. */
export class RowCells extends Cells {
  private readonly open: ReadonlySet<string>
  private shownAs: TypedRow

  private readonly row: TypedRow

  constructor(row: TypedRow, sheet: TypedSheet, fields: Record<string, FieldView>, holder: Row) {
    super()
    this.row = row
    this.holder = holder
    const fresh = !row.id
    this.shownAs = row
    const given = (row._live ?? {}) as Record<string, Typed>
    const names = Object.keys(sheet.fields)
    this.open = new Set(
      names.filter((name) => fresh && (row[name] === undefined || (name in given && same(row[name], given[name])))),
    )
    const filled = Object.entries(sheet.fills).flatMap(([from, targets]) => (isEmpty(row[from]) ? [] : targets))
    for (const name of names) {
      const field = fields[name]
      const waits = fresh && (this.open.has(name) ? sheet.waits.includes(name) : false)
      const fills = fresh && isEmpty(row[name]) && filled.includes(name)
      const cell = waits || fills || !field ? UNKNOWN : attempt(() => stored(sheet.fields[name]!, field, row[name]))
      this.put(name, cell)
    }
  }

  /** Whether nobody has filled in this cell of a new row. */
  isOpen = (name: string): boolean => this.open.has(name)

  /** The row with what is computed; the same object as long as that stays the same. */
  with(computed: Record<string, Typed>, defaults: Record<string, Typed>): TypedRow {
    const every = { ...computed, ...defaults }
    const differs = Object.keys(every).some((name) => !same(this.shownAs[name], every[name]))
    if (differs) this.shownAs = { ...this.row, ...every, _live: defaults as unknown as Typed } as TypedRow
    return this.shownAs
  }
}
