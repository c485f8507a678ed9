/** The figures of an app's first dashboard in brief, for the page where the day begins. */
import { useNavigate } from 'react-router'
import { useDashboard, type Filters } from '../api/queries'
import type { Dashboard } from '../api/types'
import { paths, useApp } from '../app/context'
import { Dotted } from '../kit/marks'
import './charts.css'
import type { Drill } from './drill'
import { filterTitle } from './filters'
import { Report } from './report'

const CARDS = new Set(['card', 'gauge', 'progress'])
const BARS = new Set(['funnel', 'ranking'])

function brief(board: Dashboard): string[] {
  const names = board.rows.flat().map((cell) => (typeof cell === 'string' ? cell : cell.report))
  const cards = names.filter((name) => CARDS.has(board.reports[name]?.kind ?? ''))
  const bars = names.filter((name) => BARS.has(board.reports[name]?.kind ?? ''))
  return [...cards.slice(0, 4), ...bars.slice(0, 1)]
}

export default function Glance({ name }: { name: string }) {
  const app = useApp()
  const navigate = useNavigate()
  const board = useDashboard(app.name, name).data
  if (!board) return null
  const filters: Filters = Object.fromEntries(
    board.filters.flatMap((filter) => (filter.value ? [[filter.name, filter.value]] : [])),
  )
  const chosen = board.filters.filter((filter) => filter.value && filter.value !== 'all')
  const open = (drill: Drill) =>
    void navigate(`${paths.dashboard(app.name, name)}?${new URLSearchParams({ ...drill }).toString()}`)
  return (
    <>
      {chosen.length > 0 && (
        <p className="mut t12 glance-said">
          <Dotted items={chosen.map((filter) => filterTitle(board, filter.name, filter.value!))} />
        </p>
      )}
      <div className="glance">
        {brief(board).map((report) => (
          <Report
            key={report}
            name={report}
            head={board.reports[report]!}
            span={12}
            filters={filters}
            drill={null}
            brief
            onDrill={open}
          />
        ))}
      </div>
    </>
  )
}
