/** Reads, each under a key that a hint from the server can name. */
import { keepPreviousData, QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ApiError, get, query } from './client'
import type {
  App,
  Dashboard,
  Notice,
  RecordData,
  RecordList,
  Reference,
  ReportData,
  Session,
  Task,
  TaskDetail,
  TaskList,
  TimelineItem,
  Why,
} from './types'

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status > 0 && error.status < 500),
    },
  },
})

export const appPath = (app: string): string => `/api/apps/${app}`
export const recordsPath = (app: string, form: string): string => `${appPath(app)}/forms/${form}/records`
const TASKS_A_PAGE = 50
export const recordPath = (app: string, form: string, id: string): string => `${recordsPath(app, form)}/${id}`

export const useSession = () =>
  useQuery({ queryKey: ['session'], queryFn: () => get<Session>('/api/session'), staleTime: Infinity, retry: false })
/** An engine that is not there tells nothing; the page still stands. */
async function bootstrap(app: string): Promise<App> {
  const told = await get<App>(appPath(app))
  return { ...told, menu: told.menu ?? [], forms: told.forms ?? {}, dashboards: told.dashboards ?? {} }
}

export const useBootstrap = (app: string) =>
  useQuery({ queryKey: ['app', app], queryFn: () => bootstrap(app), staleTime: 5 * 60_000 })

export interface ListQuery {
  view?: string | null | undefined
  filter?: string | null | undefined
  sort?: string | null | undefined
  q?: string | null | undefined
  show?: string | null | undefined
  totals?: string | null | undefined
  limit?: number
}

export const listPath = (app: string, form: string, parts: ListQuery, after?: string | null): string =>
  `${recordsPath(app, form)}${query({ ...parts, after })}`

/** Pages of a list by keyset. */
export function useRecordPages(app: string, form: string, parts: ListQuery) {
  return useInfiniteQuery({
    queryKey: ['records', app, form, 'pages', parts],
    queryFn: ({ pageParam, signal }) =>
      get<RecordList>(listPath(app, form, { limit: 50, ...parts }, pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

export function useRecords(app: string, form: string, parts: ListQuery, enabled = true) {
  return useQuery({
    queryKey: ['records', app, form, 'list', parts],
    queryFn: ({ signal }) => get<RecordList>(listPath(app, form, parts), signal),
    placeholderData: keepPreviousData,
    enabled,
  })
}

export const useRecord = (app: string, form: string, id: string | null | undefined) =>
  useQuery({
    queryKey: ['records', app, form, 'one', id],
    queryFn: () => get<RecordData>(recordPath(app, form, id!)),
    enabled: Boolean(id),
  })

export const useRelated = (app: string, form: string, id: string, back: string, target: string) =>
  useInfiniteQuery({
    queryKey: ['records', app, target, 'related', form, id, back],
    queryFn: ({ pageParam }) =>
      get<RecordList>(`${recordPath(app, form, id)}/related/${back}${query({ limit: 50, after: pageParam })}`),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })

export const useTimeline = (app: string, form: string, id: string) =>
  useInfiniteQuery({
    queryKey: ['timeline', app, form, id],
    queryFn: ({ pageParam }) =>
      get<{ items: TimelineItem[]; next: string | null }>(
        `${recordPath(app, form, id)}/timeline${query({ after: pageParam })}`,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })

interface Asked {
  form: string
  id: string
  element: string
  wanted?: string
}

export const useWhy = (app: string, { form, id, element, wanted }: Asked) =>
  useQuery({
    queryKey: ['records', app, form, 'why', id, element, wanted],
    queryFn: () => get<Why>(`${recordPath(app, form, id)}/why/${element}${query({ wanted })}`),
  })

/** A box of the inbox by pages; what is due first comes first. */
export const useTasks = (app: string, box: string) =>
  useInfiniteQuery({
    queryKey: ['tasks', app, box],
    queryFn: ({ pageParam }) =>
      get<TaskList>(`${appPath(app)}/tasks${query({ box, limit: TASKS_A_PAGE, after: pageParam })}`),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => ({
      records: pages.flatMap((page) => page.records),
      counts: pages[0]?.counts ?? {},
    }),
  })

export const useTask = (app: string, id: string) =>
  useQuery({ queryKey: ['tasks', app, 'one', id], queryFn: () => get<TaskDetail>(`${appPath(app)}/tasks/${id}`) })

export const useRecordTasks = (app: string, form: string, id: string) =>
  useQuery({
    queryKey: ['tasks', app, 'of', id],
    queryFn: () => get<TaskList>(`${appPath(app)}/tasks${query({ box: 'todo', record: id })}`),
    select: (list): Task[] => list.records.filter((task) => task.form === form),
  })

export const useNotices = (app: string) =>
  useQuery({
    queryKey: ['notices', app],
    queryFn: () => get<{ records: Notice[]; unread: number }>(`${appPath(app)}/notices`),
  })

export const useDashboard = (app: string, name: string) =>
  useQuery({
    queryKey: ['report', app, 'dashboard', name],
    queryFn: () => get<Dashboard>(`${appPath(app)}/dashboards/${name}`),
    staleTime: 60_000,
  })

export type Filters = Record<string, string>
const filterParts = (filters: Filters): Record<string, string> =>
  Object.fromEntries(Object.entries(filters).map(([name, value]) => [`f.${name}`, value]))

export const useReport = (app: string, name: string, filters: Filters) =>
  useQuery({
    queryKey: ['report', app, 'data', name, filters],
    queryFn: ({ signal }) => get<ReportData>(`${appPath(app)}/reports/${name}${query(filterParts(filters))}`, signal),
    placeholderData: keepPreviousData,
  })

export const useReportRecords = (app: string, name: string, at: string, filters: Filters) =>
  useInfiniteQuery({
    queryKey: ['report', app, 'records', name, at, filters],
    queryFn: ({ pageParam }) =>
      get<RecordList>(
        `${appPath(app)}/reports/${name}/records${query({ at, ...filterParts(filters), limit: 50, after: pageParam })}`,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })

export const choices = (
  app: string,
  form: string,
  field: string,
  q: string,
  values: string | null,
  signal?: AbortSignal,
) =>
  get<{ records: Reference[] }>(`${appPath(app)}/forms/${form}/fields/${field}/choices${query({ q, values })}`, signal)

export function recordsChanged(app: string, form?: string): void {
  void client.invalidateQueries({ queryKey: form ? ['records', app, form] : ['records', app] })
  for (const key of ['timeline', 'tasks', 'report']) void client.invalidateQueries({ queryKey: [key, app] })
}
