/** What the server tells of a form for its live evaluation (forms/live). */
import type { TreeNode, TypeJson } from '../../../expressions/tree.ts'
import type { Zone } from '../../../expressions/zones.ts'

export interface TypedField {
  type: TypeJson
  /** `emptiness`: the server rewrites what is typed, so only whether there is something is known. */
  typed: 'value' | 'emptiness'
}

export interface TypedSheet {
  entity: string
  fields: Record<string, TypedField>
  /** Fields that the server completes in a way of its own. */
  waits: string[]
  /** What choosing in a field fills in besides. */
  fills: Record<string, string[]>
}

export interface LiveRule {
  kind: 'default' | 'formula' | 'visible' | 'required' | 'readonly' | 'offered' | 'check'
  /** Empty for the record itself. */
  table: string
  field: string
  option?: string
  tree: TreeNode
  /** Fields of the record; `@clock` where time counts. */
  reads: string[]
  code?: string
  severity?: 'error' | 'warning'
  message?: string
}

type Typed = [TypeJson, unknown]

export interface LiveTold {
  version: number
  sheets: Record<string, TypedSheet>
  rules: LiveRule[]
  asked: { kind: string; table: string; field: string; reason: string }[]
  now: number
  zone: Zone
  me: string | null
  my_team: string[]
  parameters: Record<string, Typed>
  variables: Record<string, Typed>
}
