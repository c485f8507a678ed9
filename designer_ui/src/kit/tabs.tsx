import { Link } from 'react-router'
import type { ReactNode } from 'react'

export interface TabEntry {
  key: string
  label: string
  to?: string
  count?: string | undefined
  mark?: ReactNode
}

/** Views as links: each has its address, so Back works and a tab can be opened beside. */
export function LinkTabs({ label, entries, current }: { label: string; entries: TabEntry[]; current: string }) {
  return (
    <nav className="tabs" aria-label={label}>
      {entries.map((entry) => (
        <Link key={entry.key} to={entry.to!} aria-current={entry.key === current ? 'page' : undefined}>
          {entry.mark}
          {entry.label}
          {entry.count !== undefined && <span className="n">{entry.count}</span>}
        </Link>
      ))}
    </nav>
  )
}
