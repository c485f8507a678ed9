/** A dashboard: filters above, reports in rows, and what a pressed mark stands for beside them. */
import { lazy, Suspense } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { useDashboard, type Filters } from '../api/queries'
import type { Dashboard, ReportCell } from '../api/types'
import { useApp } from '../app/context'
import { useTitle } from '../app/title'
import { t } from '../i18n'
import { Button } from '../kit/button'
import { Icon } from '../kit/icon'
import { Menu } from '../kit/menu'
import { Loaded } from '../kit/states'
import '../runtime/list/list.css'
import type { Drill } from './drill'
import './charts.css'
import { filterTitle, optionName } from './filters'
import { Report } from './report'

const DrillPanel = lazy(() => import('./drill'))

/** Filters and the opened mark live in the address, so Back undoes them. */
function useBoardAddress(board: Dashboard) {
  const [search, setSearch] = useSearchParams()
  const defaults: Filters = Object.fromEntries(
    board.filters.flatMap((filter) => (filter.value ? [[filter.name, filter.value]] : [])),
  )
  const chosen = Object.fromEntries(
    [...search].filter(([key]) => key.startsWith('f.')).map(([key, value]) => [key.slice(2), value]),
  )
  const filters: Filters = { ...defaults, ...chosen }
  const drill: Drill | null =
    search.get('report') && search.get('at')
      ? { report: search.get('report')!, at: search.get('at')!, words: search.get('words') ?? '' }
      : null
  const put = (parts: Record<string, string | null>) =>
    setSearch((before) => {
      const next = new URLSearchParams(before)
      for (const [key, value] of Object.entries(parts)) {
        if (value === null) next.delete(key)
        else next.set(key, value)
      }
      return next
    })
  return {
    filters,
    drill,
    changed: Object.keys(chosen).length > 0,
    filter: (name: string, value: string) => put({ [`f.${name}`]: value }),
    clear: () => put(Object.fromEntries(Object.keys(chosen).map((name) => [`f.${name}`, null]))),
    open: (next: Drill | null) =>
      put(next ? { report: next.report, at: next.at, words: next.words } : { report: null, at: null, words: null }),
  }
}

function FilterRow({ board, address }: { board: Dashboard; address: ReturnType<typeof useBoardAddress> }) {
  if (!board.filters.length) return null
  return (
    <div className="filters">
      {board.filters.map((filter) => {
        const value = address.filters[filter.name] ?? ''
        const shown = filterTitle(board, filter.name, value) || t('chart.all')
        return (
          <Menu
            key={filter.name}
            label={filter.title}
            entries={(filter.options ?? []).map((option) => ({ id: optionName(option), label: option.title }))}
            onChoose={(next) => address.filter(filter.name, next)}
          >
            {(trigger) => (
              <button type="button" className="fil" aria-label={`${filter.title} ${shown}`} {...trigger}>
                <span>{filter.title}</span>
                <span className="v">
                  {shown}
                  <Icon name="down" />
                </span>
              </button>
            )}
          </Menu>
        )
      })}
      {address.changed && <Button small quiet icon="undo" label={t('chart.undo_filters')} onPress={address.clear} />}
    </div>
  )
}

const cellOf = (cell: ReportCell | string): ReportCell => (typeof cell === 'string' ? { report: cell, width: 1 } : cell)

/** Twelve columns shared out by width, row by row. */
function spans(row: (ReportCell | string)[]): [string, number][] {
  const cells = row.map(cellOf)
  const total = cells.reduce((sum, cell) => sum + (cell.width ?? 1), 0)
  return cells.map((cell) => [cell.report, Math.max(2, Math.round(((cell.width ?? 1) / total) * 12))])
}

function Board({ board }: { board: Dashboard }) {
  const address = useBoardAddress(board)
  useTitle(board.title)
  return (
    <>
      <header className="bar">
        <h1>{board.title}</h1>
      </header>
      <FilterRow board={board} address={address} />
      <div className={`dsplit ${address.drill ? 'open' : ''}`}>
        <div className="body dbody">
          <div className="dash">
            {board.rows.flatMap((row, index) =>
              spans(row).map(([name, span]) => {
                const head = board.reports[name]
                return (
                  head && (
                    <Report
                      key={`${index}/${name}`}
                      name={name}
                      head={head}
                      span={span}
                      filters={address.filters}
                      drill={address.drill?.report === name ? address.drill : null}
                      onDrill={address.open}
                    />
                  )
                )
              }),
            )}
          </div>
        </div>
        {address.drill && (
          <Suspense fallback={<aside className="drill" />}>
            <DrillPanel
              key={address.drill.report + address.drill.at}
              drill={address.drill}
              board={board}
              filters={address.filters}
              onClose={() => address.open(null)}
            />
          </Suspense>
        )}
      </div>
    </>
  )
}

export function DashboardPage() {
  const { name = '' } = useParams()
  const app = useApp()
  const board = useDashboard(app.name, name)
  return (
    <Loaded query={board} lines={10}>
      {(data) => <Board key={name} board={data} />}
    </Loaded>
  )
}
