import { lazy, Suspense, useState } from 'react'
import { useReport, type Filters } from '../api/queries'
import type { ReportData, ReportHead } from '../api/types'
import { useApp } from '../app/context'
import { t } from '../i18n'
import { spanWords } from '../i18n/dates'
import { Button } from '../kit/button'
import { ErrorState, Skeleton } from '../kit/states'
import type { Drill } from './drill'
import { Funnel, Ranking } from './bars'
import { Card } from './card'
import { seriesOf } from './shape'
import { ReportTable } from './table'

const Chart = lazy(() => import('./echart'))

export interface FaceProps {
  head: ReportHead
  data: ReportData
  selected: string | null
  brief?: boolean
  onMark: (at: string | undefined, words: string) => void
}

function Face(props: FaceProps) {
  switch (props.head.kind) {
    case 'card':
    case 'gauge':
    case 'progress':
      return <Card {...props} />
    case 'funnel':
      return <Funnel {...props} />
    case 'ranking':
      return <Ranking {...props} />
    case 'line':
    case 'bar':
    case 'pie':
    case 'area':
      return (
        <Suspense fallback={<div className="chart" />}>
          <Chart {...props} />
        </Suspense>
      )
    default:
      return <ReportTable {...props} />
  }
}

const WITH_LEGEND = new Set(['line', 'bar', 'area'])

/** Which colour is which, only where there is more than one. */
function Legend({ data }: { data: ReportData }) {
  const { series } = seriesOf(data)
  if (series.length < 2) return null
  return (
    <div className="legend">
      {series.slice(0, 6).map((each, index) => (
        <span key={each.name} className="row g1 t12 mut">
          <i className={`dot c${index + 1}-dot`} />
          {each.name}
        </span>
      ))}
    </div>
  )
}

interface Props {
  name: string
  head: ReportHead
  span: number
  filters: Filters
  drill: Drill | null
  /** Only what matters most: the first measure, no table. */
  brief?: boolean
  onDrill: (drill: Drill) => void
}

export function Report({ name, head, span, filters, drill, brief = false, onDrill }: Props) {
  const app = useApp()
  const [table, setTable] = useState(false)
  const report = useReport(app.name, name, filters)
  const card = ['card', 'gauge', 'progress'].includes(head.kind)
  const mark = (at: string | undefined, words: string) => onDrill({ report: name, at: at ?? 'all', words })
  const lag = report.data?.lag_ms ?? 0
  const props = report.data && { head, data: report.data, selected: drill?.at ?? null, brief, onMark: mark }
  return (
    <section
      className={`panel ${card ? 'kpi' : 'wide'} span${span}`}
      aria-label={head.title}
      data-report={name}
      aria-busy={report.isPlaceholderData}
    >
      {!card && (
        <div className="phd">
          <h2>{head.title}</h2>
          {lag > 60_000 && <span className="mut t12">{t('chart.lag', { span: spanWords(lag) })}</span>}
          {head.kind !== 'table' && !brief && (
            <span className="end row">
              <Button
                small
                quiet
                bare
                icon={table ? 'chart' : 'table'}
                label={t(table ? 'chart.see_chart' : 'chart.see_table')}
                pressed={table}
                onPress={() => setTable(!table)}
              />
            </span>
          )}
        </div>
      )}
      {report.data && !table && WITH_LEGEND.has(head.kind) && <Legend data={report.data} />}
      {report.error && !report.data ? (
        <ErrorState error={report.error} retry={() => void report.refetch()} />
      ) : !props ? (
        <Skeleton lines={card ? 1 : 4} />
      ) : props.data.rows.length === 0 && !card ? (
        <p className="hint chart-empty">{t('chart.empty')}</p>
      ) : table ? (
        <ReportTable {...props} />
      ) : (
        <Face {...props} />
      )}
    </section>
  )
}
