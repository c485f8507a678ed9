/**
 * A form that computes while it is filled in: defaults, formulas, what is shown, demanded, fixed, offered and broken.
 *
 * Only rules that read what has changed are asked again. What a rule does not know is left out of the result: there the
 * answer of the server stands.
 */
import type { FieldView, Reference, Row as TypedRow, Value as Typed, Values } from '../../../api/types.ts'
import { compiled } from '../../../expressions/index.ts'
import { Unreadable } from '../../../expressions/tree.ts'
import type { Closure, Environment } from '../../../expressions/values.ts'
import { fromWire } from '../../../expressions/wire.ts'
import { localDate } from '../../../expressions/zones.ts'
import { isEmpty, isReference, same } from '../../values.ts'
import { attempt, type Cell, Cells, RowCells, UNKNOWN } from './cells.ts'
import { shown, stored } from './reading.ts'
import { nothing, state, type LiveResult } from './result.ts'
import type { LiveRule, LiveTold, TypedSheet } from './shape.ts'

const CLOCK = '@clock'
const TICK = 60_000

export interface Situation {
  values: Values
  touched: ReadonlySet<string>
  /** The id of the record; null while it is new. */
  id: string | null
  /** The values with which it began. */
  initial: Values
  /** Whether the server has answered once: it completes a new record in ways of its own. */
  answered: boolean
  now: number
}

interface Work extends LiveRule {
  closure: Closure
  /** The last answers: of the record, or by row. */
  own: Cell
  rows: WeakMap<RowCells, Cell>
}

function worked(rule: LiveRule): Work[] {
  try {
    return [{ ...rule, closure: compiled(rule.tree), own: UNKNOWN, rows: new WeakMap() }]
  } catch (error) {
    if (error instanceof Unreadable) return []
    throw error
  }
}

function aroundOf({ zone, me, my_team, parameters, variables }: LiveTold): Omit<Environment, 'now' | 'today'> {
  const read = (given: LiveTold['parameters']) =>
    Object.fromEntries(Object.entries(given).map(([name, [type, value]]) => [name, fromWire(type, value)]))
  const once = { parameters: read(parameters), variables: read(variables) }
  return { zone, me, myTeam: new Set(my_team), old: null, ...once }
}

export class Live {
  private readonly rules: Work[]
  private readonly record = new Cells()
  private readonly tables = new Map<string, RowCells[]>()
  private readonly made = new WeakMap<TypedRow, RowCells>()
  private readonly computed: ReadonlySet<string>
  private readonly defaults: ReadonlySet<string>
  private last: Values = {}
  private ticked = -Infinity
  private begun = false

  private readonly told: LiveTold
  private readonly fields: Record<string, FieldView>
  private readonly around: Omit<Environment, 'now' | 'today'>

  constructor(told: LiveTold, fields: Record<string, FieldView>) {
    this.told = told
    this.fields = fields
    this.around = aroundOf(told)
    this.rules = told.rules.flatMap(worked)
    const of = (kind: string) =>
      told.rules.filter((rule) => rule.kind === kind && !rule.table).map((rule) => rule.field)
    this.computed = new Set(of('formula'))
    this.defaults = new Set(of('default'))
    const names = new Map(Object.entries(told.sheets).map(([table, sheet]) => [sheet.entity, table]))
    this.record.rows = (entity) => this.tables.get(names.get(entity) ?? '') ?? []
  }

  run(situation: Situation): LiveResult {
    const changed = this.read(situation)
    const { now } = situation
    const environment = { ...this.around, now, today: localDate(now, this.around.zone) }
    for (const rule of this.rules) this.work(rule, situation, environment, changed)
    this.begun = true
    for (const rows of this.tables.values()) for (const row of rows) row.stale = false
    return this.result(situation)
  }

  /** Takes over what was typed; gives the names of what has changed. */
  private read(situation: Situation): Set<string> {
    const changed = new Set<string>()
    const { values } = situation
    for (const [name, told] of Object.entries(this.told.sheets['']!.fields)) {
      const field = this.fields[name]
      if (this.computed.has(name) || this.open(name, situation) || !field) continue
      const pending = this.pending(name, situation)
      const cell = this.record.cells.get(name)
      if (!pending && cell !== undefined && cell !== UNKNOWN && this.last[name] === values[name]) continue
      if (this.record.put(name, pending ? UNKNOWN : attempt(() => stored(told, field, values[name])))) changed.add(name)
    }
    this.record.put('id', situation.id ?? UNKNOWN)
    for (const [table, sheet] of Object.entries(this.told.sheets)) {
      if (!table || (this.tables.has(table) && this.last[table] === values[table])) continue
      this.tables.set(table, this.rowsOf(table, sheet, values[table]))
      changed.add(table)
    }
    if (Math.abs(situation.now - this.ticked) >= TICK) {
      this.ticked = situation.now
      changed.add(CLOCK)
    }
    this.last = values
    return changed
  }

  private rowsOf(table: string, sheet: TypedSheet, value: Typed): RowCells[] {
    const fields = this.fields[table]?.fields ?? {}
    return ((value ?? []) as TypedRow[]).map((row) => {
      const cells = this.made.get(row) ?? new RowCells(row, sheet, fields, this.record)
      this.made.set(row, cells)
      return cells
    })
  }

  /** Whether a new record has its default in a field, which nobody has touched. */
  private open = (name: string, { id, touched }: Situation): boolean =>
    id === null && this.defaults.has(name) && !touched.has(name)

  /** Whether the server completes a field in a way that only it knows. */
  private pending(name: string, { id, touched, answered, initial, values }: Situation): boolean {
    const sheet = this.told.sheets['']!
    if (id === null && !answered && sheet.waits.includes(name) && !touched.has(name)) return true
    if (!isEmpty(values[name])) return false
    const chosen = (from: string) => !isEmpty(values[from]) && (id === null || !same(values[from], initial[from]))
    return Object.entries(sheet.fills).some(([from, targets]) => targets.includes(name) && chosen(from))
  }

  private work(rule: Work, situation: Situation, environment: Environment, changed: Set<string>): void {
    const touched = rule.reads.some((name) => changed.has(name) && !(rule.kind === 'default' && name === CLOCK))
    const put = rule.kind === 'default' || rule.kind === 'formula'
    if (rule.table) {
      for (const row of this.tables.get(rule.table) ?? []) {
        if (!touched && !row.stale) continue
        const found = attempt(() => rule.closure({ row, outer: null }, environment))
        rule.rows.set(row, found)
        if (put && (rule.kind === 'formula' || row.isOpen(rule.field)) && row.put(rule.field, found))
          changed.add(rule.table)
      }
      return
    }
    const again = rule.kind === 'default' && this.open(rule.field, situation)
    if (this.begun && !touched && !(again && this.record.cells.get(rule.field) !== rule.own)) return
    if (!this.begun || touched) rule.own = attempt(() => rule.closure({ row: this.record, outer: null }, environment))
    if (put && (rule.kind === 'formula' || again) && this.record.put(rule.field, rule.own)) changed.add(rule.field)
  }

  private result(situation: Situation): LiveResult {
    const found = nothing()
    for (const rule of this.rules) {
      if (rule.kind === 'default' || rule.kind === 'formula') {
        if (!rule.table) this.showCell(rule, situation, found.values)
      } else if (rule.table) {
        this.tables.get(rule.table)?.forEach((row, index) => {
          this.state(found, rule, `${rule.table}[${index}].${rule.field}`, rule.rows.get(row) ?? UNKNOWN, situation)
        })
      } else this.state(found, rule, rule.field, rule.own, situation)
    }
    for (const table of this.tables.keys()) this.showRows(table, situation.values, found.values)
    return found
  }

  /** A new record has nothing that is fixed. */
  private state(found: LiveResult, rule: Work, path: string, cell: Cell, { id }: Situation): void {
    if (cell !== UNKNOWN) state(found, rule, path, cell === true && !(rule.kind === 'readonly' && id === null))
  }

  private showCell(rule: Work, situation: Situation, values: Values): void {
    if (rule.own === UNKNOWN || (rule.kind === 'default' && !this.open(rule.field, situation))) return
    const told = this.told.sheets['']!.fields[rule.field]
    const value = told && shown(told.type, rule.own, (id) => this.named(id, situation.values))
    if (value === undefined) return
    const present = situation.values[rule.field]
    values[rule.field] = same(present, value) ? present : value
  }

  private showRows(table: string, values: Values, found: Values): void {
    const rules = this.rules.filter((rule) => rule.table === table && ['default', 'formula'].includes(rule.kind))
    if (!rules.length) return
    const fields = this.told.sheets[table]!.fields
    const rows = this.tables.get(table)!.map((row) => {
      const computed: Record<string, Typed> = {}
      const defaults: Record<string, Typed> = {}
      for (const rule of rules) {
        const cell = rule.rows.get(row) ?? UNKNOWN
        if (cell === UNKNOWN || (rule.kind === 'default' && !row.isOpen(rule.field))) continue
        const value = shown(fields[rule.field]!.type, cell, (id) => this.named(id, values))
        if (value !== undefined) (rule.kind === 'default' ? defaults : computed)[rule.field] = value
      }
      const told = row.with(computed, defaults)
      this.made.set(told, row)
      return told
    })
    const present = (values[table] ?? []) as TypedRow[]
    if (rows.some((row, index) => row !== present[index])) found[table] = rows
  }

  /** What a record is called that stands somewhere in the form. */
  private named(id: string, values: Values): Reference | undefined {
    return Object.values(values).find((value): value is Reference => isReference(value) && value.id === id)
  }
}
