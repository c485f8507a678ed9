/** Comparisons and logic. Conditions are true or false, never null. */
import { part, type Build } from './calculation.ts'
import { has } from './texts.ts'
import { entry, type TreeNode, Unreadable } from './tree.ts'
import { type Closure, compare, type Environment, type Frame, setOf } from './values.ts'

export type Test = (frame: Frame, environment: Environment) => boolean

export const holds =
  (closure: Closure): Test =>
  (frame, environment) =>
    closure(frame, environment) === true

const ORDERS: Record<string, (order: number) => boolean> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

export function comparison(node: TreeNode, build: Build): Closure {
  const [left, right] = [build(part(node, 'left')), build(part(node, 'right'))]
  if (node.operator === '=') return (frame, environment) => left(frame, environment) === right(frame, environment)
  if (node.operator === '!=') return (frame, environment) => left(frame, environment) !== right(frame, environment)
  const order = entry(ORDERS, node.operator as string)
  if (!order) throw new Unreadable(String(node.operator))
  return (frame, environment) => {
    const a = left(frame, environment)
    if (a === null) return false
    const b = right(frame, environment)
    return b !== null && order(compare(a, b))
  }
}

export function logical(node: TreeNode, build: Build): Closure {
  const items = (node.items as TreeNode[]).map((item) => holds(build(item)))
  if (node.operator === 'and') return (frame, environment) => items.every((item) => item(frame, environment))
  return (frame, environment) => items.some((item) => item(frame, environment))
}

export function not(node: TreeNode, build: Build): Closure {
  const item = holds(build(part(node, 'item')))
  return (frame, environment) => !item(frame, environment)
}

export function isEmpty(node: TreeNode, build: Build): Closure {
  const item = build(part(node, 'item'))
  return (frame, environment) => item(frame, environment) === null
}

export function among(node: TreeNode, build: Build): Closure {
  const [item, people] = [build(part(node, 'item')), build(part(node, 'people'))]
  return (frame, environment) => {
    const user = item(frame, environment)
    return user !== null && setOf(people(frame, environment)).has(user as string)
  }
}

export function membership(node: TreeNode, build: Build): Closure {
  const item = build(part(node, 'item'))
  const items = (node.items as TreeNode[]).map(build)
  return (frame, environment) => {
    const value = item(frame, environment)
    return items.some((each) => each(frame, environment) === value)
  }
}

export function hasOption(node: TreeNode, build: Build): Closure {
  const [item, option] = [build(part(node, 'item')), build(part(node, 'option'))]
  return (frame, environment) => {
    const options = item(frame, environment)
    if (options === null) return false
    const wanted = option(frame, environment)
    return wanted !== null && has(options as string, wanted as string)
  }
}
