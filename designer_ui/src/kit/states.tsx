/** What a page shows when there is nothing, not yet, or something went wrong. */
import { useEffect, useState, type ReactNode } from 'react'
import { ApiError } from '../api/client'
import { t } from '../i18n'
import { Button } from './button'
import { Icon, type IconName } from './icon'

export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <svg className="art" viewBox="0 0 88 64" aria-hidden="true" strokeDasharray="3 3">
        <path d="M8 8h18v8l-4 6H12l-4-6zM35 8h18v8l-4 6H39l-4-6zM62 8h18v8l-4 6H66l-4-6zM8 27h72v7l-8 9-12 6H28l-12-6-8-9zM32 53h24v6H32z" />
      </svg>
      <h4>{title}</h4>
      {children && <p>{children}</p>}
      {action && <div className="row">{action}</div>}
    </div>
  )
}

/** What happened, that nothing is lost, and one way on. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const problem = error instanceof ApiError ? error : null
  const gone = problem?.status === 404 || problem?.status === 403
  const title = problem?.offline ? t('error.offline') : gone ? t('error.gone') : t('error.failed')
  const detail = problem?.offline
    ? t('error.offline_help')
    : gone
      ? t('error.gone_help')
      : (problem?.problems[0]?.message ?? t('error.failed_help'))
  return (
    <div className="empty" role="alert">
      <Icon name="bad" large className="bad" />
      <h4>{title}</h4>
      <p>{detail}</p>
      {retry && !gone && (
        <div className="row">
          <Button label={t('action.retry')} icon="undo" onPress={retry} />
        </div>
      )}
    </div>
  )
}

/** Grey lines, only after 300 ms: a fast answer never flashes. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  const [shown, show] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => show(true), 300)
    return () => clearTimeout(timer)
  }, [])
  if (!shown) return <div aria-busy="true" />
  return (
    <div className="col g4 pad" aria-busy="true" role="status" aria-label={t('state.loading')}>
      {Array.from({ length: lines }, (_, index) => (
        <div className="row" key={index}>
          <span className="skel" style={{ width: `${30 + ((index * 37) % 40)}%` }} />
          <span className="skel end" style={{ width: 64 }} />
        </div>
      ))}
    </div>
  )
}

const NOTE_ICONS: Record<string, IconName> = { bad: 'bad', warn: 'warn', acc: 'spark', ok: 'okc', '': 'info' }

export function Note({
  tone = '',
  icon,
  children,
  role,
}: {
  tone?: '' | 'bad' | 'warn' | 'acc' | 'ok'
  icon?: IconName
  children: ReactNode
  role?: 'alert' | 'status'
}) {
  return (
    <div className={`note ${tone}`} role={role}>
      <Icon name={icon ?? NOTE_ICONS[tone]!} />
      <div className="grow">{children}</div>
    </div>
  )
}

interface Pages {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

/** The way to the next page, where there is one. */
export function More({ pages, label }: { pages: Pages; label?: string }) {
  if (!pages.hasNextPage) return null
  return (
    <Button
      small
      quiet
      wide
      label={label ?? t('list.more')}
      pending={pages.isFetchingNextPage}
      onPress={() => void pages.fetchNextPage()}
    />
  )
}

/** One place for the three states of a query. */
export function Loaded<T>({
  query,
  lines,
  children,
}: {
  query: { data: T | undefined; error: unknown; refetch: () => unknown }
  lines?: number
  children: (data: T) => ReactNode
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  return <Skeleton lines={lines ?? 6} />
}
