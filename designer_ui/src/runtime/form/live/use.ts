/** The live evaluation of the form on the screen; null until the server has told its rules, and where it cannot. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { get } from '../../../api/client'
import { appPath } from '../../../api/queries'
import type { FormView } from '../../../api/types'
import type { Live, Situation } from './live'
import type { LiveResult } from './result'
import type { LiveTold } from './shape'

interface Fetched {
  told: LiveTold
  /** Null where the server tells its rules in another version than this page reads. */
  Evaluation: typeof Live | null
  /** The browser's own clock when it was fetched. */
  at: number
}

/** The rules of the form, and what evaluates them, which no form needs to be shown. */
async function fetched(app: string, name: string): Promise<Fetched> {
  const [told, { Live: Evaluation }, { VERSION }] = await Promise.all([
    get<LiveTold>(`${appPath(app)}/forms/${name}/live`),
    import('./live'),
    import('../../../expressions/tree'),
  ])
  return { told, Evaluation: told.version === VERSION ? Evaluation : null, at: performance.now() }
}

export function useLive(
  app: string,
  name: string,
  form: FormView,
  situation: Omit<Situation, 'now'>,
): LiveResult | null {
  const { data } = useQuery({
    queryKey: ['live', app, name],
    queryFn: () => fetched(app, name),
    staleTime: 60_000,
    retry: false,
  })
  const live = useMemo(
    () => (data?.Evaluation ? new data.Evaluation(data.told, form.fields) : null),
    [data, form.fields],
  )
  const { values, answered, id, initial, touched } = situation
  return useMemo(
    () =>
      live?.run({ values, answered, id, initial, touched, now: data!.told.now + performance.now() - data!.at }) ?? null,
    [live, values, answered, id],
  )
}
