/** A tree into a closure: emitted only from the checked tree that the server sent, without `eval`. */
import { arithmetic, negate, part, rescale, round, shift, type Build } from './calculation.ts'
import { among, comparison, hasOption, holds, isEmpty, logical, membership, not } from './conditions.ts'
import { CALLS } from './functions.ts'
import { aggregate, frameAt, path } from './related.ts'
import { entry, isTree, type TreeNode, Unreadable } from './tree.ts'
import { type Closure, compare, setOf, type Value } from './values.ts'
import { fromWire } from './wire.ts'

type Builder = (node: TreeNode, build: Build) => Closure

const items = (node: TreeNode, build: Build): Closure[] => (node.items as TreeNode[]).map(build)

function literal(node: TreeNode): Closure {
  const value = fromWire(node.type, node.value)
  return () => value
}

function variable(node: TreeNode): Closure {
  const name = node.name as string
  if (name === 'now') return (_, environment) => environment.now
  if (name === 'today') return (_, environment) => environment.today
  if (name === 'me') return (_, environment) => environment.me
  if (name === 'my_team') return (_, environment) => environment.myTeam
  return (_, environment) => entry(environment.variables, name) ?? null
}

function attribute(node: TreeNode): Closure {
  const [name, depth] = [node.name as string, node.depth as number]
  return depth ? (frame) => frameAt(frame, depth).row.value(name) : (frame) => frame.row.value(name)
}

function choose(node: TreeNode, build: Build): Closure {
  const branches = (node.branches as [TreeNode, TreeNode][]).map(
    ([condition, value]) => [holds(build(condition)), build(value)] as const,
  )
  const otherwise = build(part(node, 'otherwise'))
  return (frame, environment) => {
    const found = branches.find(([condition]) => condition(frame, environment))
    return (found ? found[1] : otherwise)(frame, environment)
  }
}

function coalesce(node: TreeNode, build: Build): Closure {
  const values = items(node, build)
  return (frame, environment) => {
    for (const value of values) {
      const found = value(frame, environment)
      if (found !== null) return found
    }
    return null
  }
}

function extreme(node: TreeNode, build: Build): Closure {
  const values = items(node, build)
  const sign = node.operator === 'min' ? -1 : 1
  return (frame, environment) =>
    values.reduce<Value>((best, value) => {
      const found = value(frame, environment)
      return found !== null && (best === null || sign * compare(found, best) > 0) ? found : best
    }, null)
}

function optionValue(node: TreeNode, build: Build): Closure {
  const item = build(part(node, 'item'))
  const given = node.values as [string, unknown][]
  const values = new Map(given.map(([name, value]) => [name, fromWire(node.type, value)]))
  return (frame, environment) => values.get(item(frame, environment) as string) ?? null
}

function call(node: TreeNode, build: Build): Closure {
  const called = entry(CALLS, node.function as string)
  if (!called) throw new Unreadable(String(node.function))
  const given = (node.arguments as TreeNode[]).map(build)
  const missing = called.predicate ? false : null
  return (frame, environment) => {
    const values = given.map((argument) => argument(frame, environment))
    if (values.some((value, index) => value === null && !called.nullable?.(index))) return missing
    return called.compute(values, environment)
  }
}

function changed(node: TreeNode): Closure {
  const name = node.name as string
  return (frame, environment) => frame.row.value(name) !== (environment.old?.(name) ?? null)
}

function peopleList(node: TreeNode, build: Build): Closure {
  const people = items(node, build)
  return (frame, environment) => {
    const found = people.map((each) => each(frame, environment))
    return new Set(found.flatMap((each) => (typeof each === 'string' ? [each] : [...setOf(each)])))
  }
}

export const BUILDERS: Readonly<Record<string, Builder>> = {
  Literal: literal,
  Attribute: attribute,
  Formula: (node, build) => build(part(node, 'tree')),
  Path: path,
  Aggregate: aggregate,
  Variable: variable,
  Parameter: (node) => (_, environment) => entry(environment.parameters, node.name as string) ?? null,
  Old: (node) => (_, environment) => environment.old?.(node.name as string) ?? null,
  Changed: changed,
  Comparison: comparison,
  Logical: logical,
  Not: not,
  IsEmpty: isEmpty,
  In: membership,
  Has: hasOption,
  Among: among,
  Arithmetic: arithmetic,
  Negate: negate,
  Rescale: rescale,
  Round: round,
  Shift: shift,
  Case: choose,
  Coalesce: coalesce,
  Extreme: extreme,
  OptionValue: optionValue,
  Call: call,
  PeopleList: peopleList,
}

function build(node: TreeNode): Closure {
  const builder = entry(BUILDERS, node.node)
  if (!builder || !isTree(node)) throw new Unreadable(node.node)
  return builder(node, build)
}

/** The value of a tree beside a record. Throws Unknown where the server has to be asked. */
export const compiled = (tree: TreeNode): Closure => build(tree)
