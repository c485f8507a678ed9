/** Records of a form: saved views as tabs, filters, a table or a board. */
import { lazy, Suspense, useDeferredValue, useRef } from 'react'
import { useNavigate, useParams } from 'react-router'
import { useRecordPages } from '../../api/queries'
import type { FormView } from '../../api/types'
import { paths, useApp, useForm } from '../../app/context'
import { useTitle } from '../../app/title'
import { t } from '../../i18n'
import { LinkButton } from '../../kit/button'
import { useShortcut } from '../../kit/keys'
import { ErrorState, Skeleton } from '../../kit/states'
import { useListAddress } from './address'
import { columnsOf } from './columns'
import { Export } from './export'
import { expression, writeTokens } from './filter'
import { Filters } from './filters'
import './list.css'
import { NoRecords } from './nothing'
import { Search } from './search'
import { RecordTable } from './table'
import { Totals } from './totals'
import { ViewTabs } from './view_tabs'

const Board = lazy(() => import('../kanban/board'))

export function ListPage() {
  const { form: name = '' } = useParams()
  const form = useForm(name)
  return form ? <List key={name} name={name} form={form} /> : <ErrorState error={null} />
}

function List({ name, form }: { name: string; form: FormView }) {
  const app = useApp()
  const navigate = useNavigate()
  const address = useListAddress(name, form)
  const { views, current, view, tokens, put } = address
  useTitle(view && views.length > 1 ? `${form.title} / ${view.title}` : form.title)
  useShortcut('c', () => void navigate(paths.create(app.name, name)), form.can.create === true)
  const q = useDeferredValue(address.q)
  const filter = expression(tokens, form)
  const kanban = view?.kind === 'kanban'
  return (
    <>
      <header className="bar">
        <h1>{form.title}</h1>
        <span className="end row g1">
          <Search value={address.q} onChange={(text) => put({ q: text }, true)} title={form.title} />
          {form.can.export && (
            <span className="desk">
              <Export name={name} parts={{ view: view ? current : null, filter, q, sort: address.sort }} />
            </span>
          )}
          {form.can.import && (
            <span className="desk">
              <LinkButton
                quiet
                bare
                icon="up_file"
                label={t('import.title_of', { name: form.title })}
                to={paths.imports(app.name, name)}
              />
            </span>
          )}
          {form.can.create && (
            <span className="desk">
              <LinkButton
                primary
                icon="plus"
                hint="C"
                label={t('form.new_named', { name: form.title })}
                to={paths.create(app.name, name)}
              />
            </span>
          )}
        </span>
      </header>
      {views.length > 1 && <ViewTabs name={name} views={views} current={current} />}
      <div className="filters">
        <Filters
          form={form}
          scope={{ name, view: view ? current : null, q }}
          tokens={tokens}
          onChange={(next) => put({ f: writeTokens(next) })}
        />
      </div>
      {kanban ? (
        <Suspense fallback={<Skeleton />}>
          <Board name={name} form={form} view={view} viewName={current} filter={filter} q={q} />
        </Suspense>
      ) : (
        <Rows name={name} form={form} address={address} filter={filter} q={q} />
      )}
    </>
  )
}

function Rows({
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
