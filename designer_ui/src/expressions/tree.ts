/** The checked tree as the server sends it (engine/expressions/tree_json.py): one object a node, named by `node`. */

export const VERSION = 1

export interface TypeJson {
  name: string
  /** Of a number: its decimals, and the most digits that it keeps. */
  scale?: number
  digits?: number
}

export interface TreeNode {
  node: string
  type: TypeJson
  [part: string]: unknown
}

/** A tree that cannot be read: the server is newer, or sent what it should have kept for itself. */
export class Unreadable extends Error {}

export const isTree = (value: unknown): value is TreeNode =>
  typeof value === 'object' && value !== null && typeof (value as TreeNode).node === 'string'

export const scaleOf = (node: TreeNode): number => node.type.scale ?? 0

/** What a table has of its own under a name: never what every object inherits. */
export const entry = <Found>(table: Readonly<Record<string, Found>>, name: string): Found | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined
