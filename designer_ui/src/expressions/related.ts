/** Rows inside the record and the record that holds a row: all that the browser has beside the record at hand. */
import { part, type Build } from './calculation.ts'
import { holds, type Test } from './conditions.ts'
import * as numbers from './numbers.ts'
import { entry, isTree, scaleOf, type TreeNode, Unreadable } from './tree.ts'
import { type Closure, compare, type Frame, type Row, Unknown, type Value } from './values.ts'

const AVERAGE_SCALE = 6
const LIMIT = numbers.power(15)

export function frameAt(frame: Frame, depth: number): Frame {
  let found = frame
  for (let step = 0; step < depth; step++) {
    if (!found.outer) throw new Unreadable('depth')
    found = found.outer
  }
  return found
}

/** The record that a reference means, if it is one of those at hand. */
function record(node: TreeNode): (frame: Frame) => Row {
  if (node.node === 'Attribute') {
    const depth = node.depth as number
    if (node.name === 'id') return (frame) => frameAt(frame, depth).row
    if (node.name === 'parent')
      return (frame) => {
        const holder = frameAt(frame, depth).row.holder
        if (!holder) throw new Unknown('holder')
        return holder
      }
  }
  if (node.node === 'Path') {
    const [reference, value] = [record(part(node, 'reference')), record(part(node, 'value'))]
    return (frame) => value({ row: reference(frame), outer: frame })
  }
  throw new Unreadable(`a reference by ${node.node}`)
}

export function path(node: TreeNode, build: Build): Closure {
  const [reference, value] = [record(part(node, 'reference')), build(part(node, 'value'))]
  return (frame, environment) => value({ row: reference(frame), outer: frame }, environment)
}

type Summary = (values: Value[], scale: number) => Value

const total = (values: Value[]): bigint => values.reduce<bigint>((sum, value) => sum + (value as bigint), 0n)
const sum: Summary = (values) => numbers.bounded(total(values), LIMIT)
const extreme =
  (sign: number): Summary =>
  (values) =>
    values.reduce<Value>((best, value) => (best === null || sign * compare(value, best) > 0 ? value : best), null)

const average: Summary = (values, scale) => {
  const found = sum(values, scale)
  if (found === null || !values.length) return null
  return numbers.bounded(numbers.divide(found as bigint, BigInt(values.length), AVERAGE_SCALE - scale), LIMIT)
}

/** The mean of the one or two values in the middle. */
const median: Summary = (values, scale) => {
  const ordered = [...values].sort(compare)
  const middle = (ordered.length - 1) / 2
  return average(ordered.slice(Math.floor(middle), Math.ceil(middle) + 1), scale)
}

/** Over values that are not null. */
const SUMMARIES: Record<string, Summary> = {
  sum,
  count: (values) => BigInt(values.length),
  count_distinct: (values) => BigInt(new Set(values).size),
  avg: average,
  min: extreme(-1),
  max: extreme(1),
  median,
}

export function aggregate(node: TreeNode, build: Build): Closure {
  const base = record(part(node, 'base'))
  const entity = node.entity as string
  const optional = (name: string): Closure | null => (isTree(node[name]) ? build(node[name]) : null)
  const [value, where] = [optional('value'), optional('where')]
  const compute = over(node, value, where)
  return (frame, environment) =>
    compute(
      base(frame)
        .rows(entity)
        .map((row) => ({ row, outer: frame })),
      environment,
    )
}

type Over = (rows: Frame[], environment: Parameters<Closure>[1]) => Value

function over(node: TreeNode, value: Closure | null, where: Closure | null): Over {
  const name = node.function as string
  const meets: Test = where ? holds(where) : () => true
  if (name === 'any' || name === 'all') return quantified(name, value ? holds(value) : null, where ? meets : null)
  if (name === 'first' || name === 'last') {
    if (!value) throw new Unreadable(name)
    return (rows, environment) => {
      const found = rows.filter((row) => meets(row, environment)).at(name === 'first' ? 0 : -1)
      return found ? value(found, environment) : null
    }
  }
  const summary = entry(SUMMARIES, name)
  if (!summary) throw new Unreadable(name)
  const scale = isTree(node.value) ? scaleOf(node.value) : 0
  return (rows, environment) => {
    const met = rows.filter((row) => meets(row, environment))
    const values = value ? met.map((row) => value(row, environment)) : met.map(() => true)
    return summary(
      values.filter((each) => each !== null),
      scale,
    )
  }
}

/** `any`: there is one. `all`: none fails; without a value `where` is what must hold. */
function quantified(name: string, value: Test | null, where: Test | null): Over {
  if (name === 'any')
    return (rows, environment) =>
      rows.some((row) => (!where || where(row, environment)) && (!value || value(row, environment)))
  const must = value ?? where
  if (!must) return (rows) => rows.length === 0
  const meets = value ? where : null
  return (rows, environment) => rows.every((row) => (meets && !meets(row, environment)) || must(row, environment))
}
