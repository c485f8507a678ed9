/** What the rules of a form say, by field; cells of tables by path, `items[0].price`. */
import type { ProblemItem, Values } from '../../../api/types.ts'
import type { LiveRule } from './shape.ts'

export type States = Record<string, boolean>

export interface LiveResult {
  values: Values
  visible: States
  required: States
  readonly: States
  /** By field and option. */
  offered: Record<string, States>
  problems: ProblemItem[]
  /** The checks that were decided here, by code, path and message. */
  decided: ReadonlySet<string>
}

export const checkKey = (problem: ProblemItem): string => `${problem.code} ${problem.path ?? ''} ${problem.message}`

export const nothing = (): LiveResult => ({
  values: {},
  visible: {},
  required: {},
  readonly: {},
  offered: {},
  problems: [],
  decided: new Set(),
})

/** Adds what a rule says about a field or cell. */
export function state(found: LiveResult, rule: LiveRule, path: string, holds: boolean): void {
  switch (rule.kind) {
    case 'visible':
    case 'required':
    case 'readonly':
      found[rule.kind][path] = holds
      return
    case 'offered':
      ;(found.offered[path] ??= {})[rule.option!] = holds
      return
    case 'check': {
      const problem = { code: rule.code!, severity: rule.severity!, path, message: rule.message! }
      ;(found.decided as Set<string>).add(checkKey(problem))
      if (holds) found.problems.push(problem)
    }
  }
}
