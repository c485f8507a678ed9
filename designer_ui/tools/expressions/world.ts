/** Records and their environment as tests write them down: stored values by name, rows by entity. */
import type { TypeJson } from '../../src/expressions/tree.ts'
import { type Closure, type Environment, type Row, Unknown, type Value } from '../../src/expressions/values.ts'
import { fromWire, toWire } from '../../src/expressions/wire.ts'
import type { Zone } from '../../src/expressions/zones.ts'

type Types = Record<string, Record<string, TypeJson>>
type Stored = Record<string, unknown>

export interface World {
  environment: {
    now: number
    today: number
    zone: Zone
    me: string | null
    my_team: string[]
    parameters: Record<string, [TypeJson, unknown]>
  }
  /** By entity and attribute; the records are of the entity that comes first. */
  types: Types
  records: { values: Stored; rows: Record<string, Stored[]> }[]
}

export function environmentOf(world: World): Environment {
  const { now, today, zone, me, my_team, parameters } = world.environment
  const given = Object.entries(parameters).map(([name, [type, value]]) => [name, fromWire(type, value)] as const)
  return {
    now,
    today,
    zone,
    me,
    myTeam: new Set(my_team),
    parameters: Object.fromEntries(given),
    old: null,
    variables: {},
  }
}

function rowOf(
  values: Stored,
  types: Record<string, TypeJson>,
  rows: (entity: string) => Row[],
  holder: Row | null,
): Row {
  const stored = new Map(Object.entries(values).map(([name, value]) => [name, fromWire(types[name]!, value)]))
  return { value: (name) => stored.get(name) ?? null, rows, holder }
}

export function recordOf(record: World['records'][number], types: Types): Row {
  const found: Record<string, Row[]> = {}
  const own = rowOf(record.values, Object.values(types)[0]!, (entity) => found[entity] ?? [], null)
  for (const [entity, rows] of Object.entries(record.rows))
    found[entity] = rows.map((values) => rowOf(values, types[entity]!, () => [], own))
  return own
}

/** The value beside each record, or why the server has to be asked. */
export function answers(
  closure: Closure,
  records: Row[],
  environment: Environment,
): { values: unknown[] } | { unknown: string } {
  const value = (row: Row): Value => closure({ row, outer: null }, environment)
  try {
    return { values: records.map((row) => toWire(value(row))) }
  } catch (error) {
    if (error instanceof Unknown) return { unknown: error.message }
    throw error
  }
}
