/** The records of a list as a table, with what they come to. */
import { useRef } from 'react'
import { useRecordPages } from '../../api/queries'
import type { FormView } from '../../api/types'
import { useApp } from '../../app/context'
import { ErrorState, Skeleton } from '../../kit/states'
import type { useListAddress } from './address'
import { columnsOf } from './columns'
import { NoRecords } from './nothing'
import { RecordTable } from './table'
import { Totals } from './totals'

export default function Rows({
  name,
  form,
  address,
  filter,
  q,
}: {
  name: string
  form: FormView
  address: ReturnType<typeof useListAddress>
  filter: string | null
  q: string
}) {
  const app = useApp()
  const scroller = useRef<HTMLDivElement>(null)
  const { view, current, sort, put } = address
  const columns = columnsOf(form, view)
  const pages = useRecordPages(app.name, name, {
    view: view ? current : null,
    filter,
    q,
    sort,
    totals: view?.totals?.join(',') ?? null,
    show: [...new Set([...columns.map((column) => column.name), ...(form.label_field ? [form.label_field] : [])])].join(
      ',',
    ),
  })
  if (pages.error && !pages.data) return <ErrorState error={pages.error} retry={() => void pages.refetch()} />
  if (!pages.data) return <Skeleton lines={12} />
  const records = pages.data.pages.flatMap((page) => page.records)
  const first = pages.data.pages[0]!
  const narrowed = Boolean(filter ?? q)
  return (
    <>
      <div className="body" ref={scroller} aria-busy={pages.isPlaceholderData}>
        {records.length === 0 ? (
          <NoRecords name={name} form={form} narrowed={narrowed} clear={() => put({ f: null, q: null })} />
        ) : (
          <RecordTable
            name={name}
            form={form}
            columns={columns}
            records={records}
            sort={sort ?? view?.sort ?? null}
            onSort={(next) => put({ sort: next }, true)}
            more={pages.hasNextPage && !pages.isFetchingNextPage}
            onMore={() => void pages.fetchNextPage()}
            scroller={scroller}
            label={form.title}
          />
        )}
      </div>
      {records.length > 0 && <Totals form={form} view={view} list={first} />}
    </>
  )
}
