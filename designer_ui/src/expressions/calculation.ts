/** Numbers, durations and time: `+ - * /`, decimals, rounding, shifts. */
import { DAY, shiftDate } from './dates.ts'
import * as numbers from './numbers.ts'
import { entry, isTree, scaleOf, type TreeNode, Unreadable } from './tree.ts'
import { type Closure, type Environment, type Length, Unknown, type Value } from './values.ts'
import { shiftMoment } from './zones.ts'

export type Build = (node: TreeNode) => Closure

export function part(node: TreeNode, name: string): TreeNode {
  const found = node[name]
  if (!isTree(found)) throw new Unreadable(`${node.node}.${name}`)
  return found
}

const WIDEST_KEPT = 15 // wider numbers are cut, not null: to compare or add them, that is the same
const limitOf = (node: TreeNode): bigint => numbers.power(node.type.digits ?? WIDEST_KEPT)
const plus = (a: Length, b: Length): Length => ({
  months: a.months + b.months,
  days: a.days + b.days,
  milliseconds: a.milliseconds + b.milliseconds,
  workingDays: a.workingDays + b.workingDays,
  workingMilliseconds: a.workingMilliseconds + b.workingMilliseconds,
})
const turned = (length: Length): Length => ({
  months: -length.months,
  days: -length.days,
  milliseconds: -length.milliseconds,
  workingDays: -length.workingDays,
  workingMilliseconds: -length.workingMilliseconds,
})

/** The body of two values, null when one of them is. */
function both(left: Closure, right: Closure, body: (a: Value, b: Value) => Value): Closure {
  return (frame, environment) => {
    const a = left(frame, environment)
    const b = right(frame, environment)
    return a === null || b === null ? null : body(a, b)
  }
}

function one(item: Closure, body: (value: Value) => Value): Closure {
  return (frame, environment) => {
    const value = item(frame, environment)
    return value === null ? null : body(value)
  }
}

const OPERATIONS: Record<string, (a: bigint, b: bigint) => bigint> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
}

export function arithmetic(node: TreeNode, build: Build): Closure {
  const [left, right] = [part(node, 'left'), part(node, 'right')]
  const operator = node.operator as string
  const pair = (body: (a: Value, b: Value) => Value) => both(build(left), build(right), body)
  if (node.type.name === 'Duration')
    return pair((a, b) => plus(a as Length, operator === '-' ? turned(b as Length) : (b as Length)))
  if (node.type.name === 'Elapsed') return pair((a, b) => (a as number) - (b as number))
  const limit = limitOf(node)
  if (operator === '/') {
    const shift = scaleOf(node) + scaleOf(right) - scaleOf(left)
    return pair((a, b) => numbers.bounded(numbers.divide(a as bigint, b as bigint, shift), limit))
  }
  const compute = entry(OPERATIONS, operator)
  if (!compute) throw new Unreadable(operator)
  return pair((a, b) => numbers.bounded(compute(a as bigint, b as bigint), limit))
}

export function negate(node: TreeNode, build: Build): Closure {
  const length = node.type.name === 'Duration'
  return one(build(part(node, 'item')), (value) => (length ? turned(value as Length) : -(value as bigint)))
}

export function rescale(node: TreeNode, build: Build): Closure {
  const unit = numbers.power(node.by as number)
  const [limit, cut] = [limitOf(node), (node.type.digits ?? 0) > WIDEST_KEPT]
  return one(build(part(node, 'item')), (value) => {
    const found = (value as bigint) * unit
    return cut ? found : numbers.bounded(found, limit)
  })
}

const MODES: Record<string, (number: bigint, divisor: bigint) => bigint> = {
  half: numbers.halfAway,
  up: numbers.away,
  down: numbers.toward,
}

export function round(node: TreeNode, build: Build): Closure {
  const [unit, limit, mode] = [numbers.power(node.drop as number), limitOf(node), entry(MODES, node.mode as string)]
  if (!mode) throw new Unreadable(String(node.mode))
  return one(build(part(node, 'item')), (value) => numbers.bounded(mode(value as bigint, unit), limit))
}

/** A date or datetime and a duration away; working time needs a calendar, which only the server has. */
export function shift(node: TreeNode, build: Build): Closure {
  const [base, duration] = [build(part(node, 'base')), build(part(node, 'duration'))]
  const [sign, up, whole] = [node.sign as number, node.up as boolean, part(node, 'base').type.name === 'Date']
  return (frame, environment) => {
    const from = base(frame, environment) as number | null
    const length = duration(frame, environment) as Length | null
    if (from === null || length === null) return null
    const away = sign < 0 ? turned(length) : length
    return whole ? movedDate(from, away, up) : movedMoment(from, away, environment)
  }
}

/** On a date the clock part counts in whole days. */
function movedDate(day: number, length: Length, up: boolean): number | null {
  if (length.workingDays || length.workingMilliseconds) return null
  const clock = up ? Math.ceil(length.milliseconds / DAY) : Math.floor(length.milliseconds / DAY)
  return shiftDate(day, length.months, length.days + clock)
}

function movedMoment(moment: number, length: Length, environment: Environment): number {
  if (length.workingDays || length.workingMilliseconds) throw new Unknown('working_time')
  return shiftMoment(moment, length.months, length.days, length.milliseconds, environment.zone)
}
