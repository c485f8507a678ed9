/** The records behind a mark, in a panel that makes room for itself; on a phone a sheet from below. */
import { useRef } from 'react'
import { useReportRecords, type Filters } from '../api/queries'
import type { Dashboard, FormView } from '../api/types'
import { useApp } from '../app/context'
import { t } from '../i18n'
import { Button } from '../kit/button'
import { Chip } from '../kit/marks'
import { usePhone } from '../kit/media'
import { BottomSheet } from '../kit/overlay'
import { Empty, Loaded } from '../kit/states'
import { isNumeric, numberText } from '../runtime/format'
import { columnsNamed, columnsOf, type Column } from '../runtime/list/columns'
import { listViews } from '../runtime/list/views'
import { RecordTable } from '../runtime/list/table'
import { filterTitle } from './filters'

export interface Drill {
  report: string
  at: string
  words: string
}
interface Props {
  drill: Drill
  board: Dashboard
  filters: Filters
  onClose: () => void
}

/** The few columns that fit: name, figure, stage or date, person. */
function narrow(form: FormView): Column[] {
  const columns = columnsOf(form, listViews(form)[0]?.[1])
  const pick = [
    columns.find((column) => column.at === 'title'),
    columns.find((column) => isNumeric(column.field.type)),
    columns.find((column) => column.field.type === 'stage' || column.field.type === 'choice'),
    columns.find((column) => column.field.type === 'user'),
  ]
  return columnsNamed(form, [...new Set(pick.filter((column) => column !== undefined).map((column) => column.name))])
}

function Chips({ drill, board, filters }: Omit<Props, 'onClose'>) {
  const shown = Object.entries(filters).filter(
    ([name, value]) => value && value !== 'all' && filterTitle(board, name, value),
  )
  return (
    <div className="row w g1">
      {shown.map(([name, value]) => (
        <Chip key={name}>{filterTitle(board, name, value)}</Chip>
      ))}
      {drill.words && <Chip hue="azure">{drill.words}</Chip>}
    </div>
  )
}

function Rows({ drill, filters, board }: Omit<Props, 'onClose'>) {
  const app = useApp()
  const scroller = useRef<HTMLDivElement>(null)
  const records = useReportRecords(app.name, drill.report, drill.at, filters)
  return (
    <Loaded query={records}>
      {(data) => {
        const all = data.pages.flatMap((page) => page.records)
        const first = data.pages[0]!
        const name = first.form ?? ''
        const form = app.forms[name]
        if (!all.length || !form) return <Empty title={t('chart.no_records')} />
        return (
          <>
            <div className="drill-head">
              <Chips drill={drill} board={board} filters={filters} />
              <p className="hint">{t('chart.kept')}</p>
            </div>
            <div className="drill-rows" ref={scroller}>
              <RecordTable
                name={name}
                form={form}
                columns={narrow(form)}
                records={all}
                sort={null}
                more={records.hasNextPage && !records.isFetchingNextPage}
                onMore={() => void records.fetchNextPage()}
                scroller={scroller}
                label={drill.words}
              />
            </div>
            <div className="ffoot">
              <span className="mut t12">
                {numberText(all.length)} / {first.count ? numberText(first.count.value) : numberText(all.length)}
              </span>
            </div>
          </>
        )
      }}
    </Loaded>
  )
}

export default function DrillPanel(props: Props) {
  const phone = usePhone()
  const title = `${props.board.reports[props.drill.report]?.title ?? ''} ${props.drill.words}`.trim()
  const body = <Rows drill={props.drill} filters={props.filters} board={props.board} />
  if (phone)
    return (
      <BottomSheet label={title} open onClose={props.onClose}>
        <h2 className="t16 b">{title}</h2>
        {body}
      </BottomSheet>
    )
  return (
    <aside className="drill" aria-label={title}>
      <div className="bar">
        <h2 className="grow ell">{title}</h2>
        <Button quiet bare icon="x" label={t('action.close')} onPress={props.onClose} />
      </div>
      {body}
    </aside>
  )
}
