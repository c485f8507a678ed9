/** The rules of an app as administrators look after them. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { get, query } from '../../api/client'
import { appPath } from '../../api/queries'
import type { Values } from '../../api/types'

export type Outcome = 'done' | 'refused' | 'held' | 'dropped' | 'lapsed'
export interface RuleState {
  name: string
  title: string
  form: string
  limit: string | null
  state: 'active' | 'paused' | 'releasing'
  /** Runs that wait until the rule may go on. */
  waiting: number
  runs: Partial<Record<Outcome, number>>
}
export interface RuleRun {
  seq: number
  at: string
  outcome: Outcome
  microseconds: number
  who: { id: string; name: string } | null
  /** What led to it, the nearest first. */
  cause: { kind: string; title: string }[]
  form: string
  record: string
  inputs: Values
  outputs: { verb: string; entity: string; ids: string[]; count: number }[]
  problems: { code: string; message: string }[]
}

export const useRules = (app: string) =>
  useQuery({ queryKey: ['rules', app], queryFn: () => get<{ rules: RuleState[] }>(`${appPath(app)}/rules`) })

export const useRuns = (app: string, rule: string) =>
  useInfiniteQuery({
    queryKey: ['rules', app, rule],
    queryFn: ({ pageParam }) =>
      get<{ runs: RuleRun[]; next: number | null }>(
        `${appPath(app)}/rules/${rule}/runs${query({ before: pageParam })}`,
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  })
