import { useSearchParams } from 'react-router'
import type { FormView } from '../../api/types'
import { readTokens } from './filter'
import { listViews } from './views'

/** View, filters, order and search live in the address: Back undoes them, a link keeps them. */
export function useListAddress(name: string, form: FormView) {
  const [search, setSearch] = useSearchParams()
  const views = listViews(form)
  const current = search.get('view') ?? views[0]?.[0] ?? ''
  const put = (changes: Record<string, string | null>, replace = false) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before)
        for (const [key, value] of Object.entries(changes)) {
          if (value) next.set(key, value)
          else next.delete(key)
        }
        return next
      },
      { replace },
    )
  return {
    views,
    current,
    view: form.views[current],
    tokens: readTokens(search.get('f')),
    sort: search.get('sort'),
    q: search.get('q') ?? '',
    put,
    name,
  }
}
