/** The fields that records are usually told apart by, and how many records each of their options has. */
import { useQueries } from '@tanstack/react-query'
import { get } from '../../api/client'
import { listPath } from '../../api/queries'
import type { FieldView, FormView, RecordList } from '../../api/types'
import { useApp } from '../../app/context'
import { numberText } from '../format'
import { expression, type Token } from './filter'

const FACETS = 4
const COUNTED = 24

const RANKS: ((field: FieldView) => boolean)[] = [
  (field) => field.type === 'tags',
  (field) => field.type === 'choice' && field.derived === true,
  (field) => field.type === 'stage',
  (field) => field.type === 'choice',
]

/** Tags first, then what a rule decides, stages and choices; never more than a row has room for. */
export function facetsOf(form: FormView): string[] {
  const fields = Object.entries(form.fields).filter(([, field]) => field.options?.length)
  const ranked = RANKS.flatMap((fits) => fields.filter(([, field]) => fits(field)).map(([name]) => name))
  return [...new Set(ranked)].slice(0, FACETS)
}

/** What else narrows the list while a filter is chosen. */
export interface Scope {
  name: string
  view: string | null
  q: string
  others: Token[]
}

/** The number of records with each option beside what else narrows the list. */
export function useOptionCounts(
  form: FormView,
  field: string | null,
  scope: Scope,
): Record<string, string | undefined> {
  const app = useApp()
  const options = (field ? form.fields[field]?.options : null) ?? []
  const asked = options.length <= COUNTED ? options : []
  return useQueries({
    queries: asked.map((option) => {
      const filter = expression([...scope.others, { field: field!, operator: 'any', values: [option.name] }], form)
      const { name, view, q } = scope
      return {
        queryKey: ['records', app.name, name, 'count', view, q, filter],
        staleTime: 30_000,
        queryFn: () => get<RecordList>(listPath(app.name, name, { view, filter, q, limit: 1 })),
      }
    }),
    combine: (answers) =>
      Object.fromEntries(
        answers.map(({ data }, index) => {
          const count = data?.count
          return [asked[index]!.name, count && `${numberText(count.value)}${count.exact ? '' : '+'}`]
        }),
      ),
  })
}
