/** Records of a form: saved views as tabs, filters, a table or a board. */
import { useQueries } from '@tanstack/react-query'
import { lazy, Suspense, useDeferredValue, useRef, useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { get } from '../../api/client'
import { listPath, useRecordPages } from '../../api/queries'
import type { FormView, RecordList, View } from '../../api/types'
import { paths, useApp, useForm } from '../../app/context'
import { useTitle } from '../../app/title'
import { t } from '../../i18n'
import { Button, LinkButton } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { useShortcut } from '../../kit/keys'
import { Dotted, Kbd } from '../../kit/marks'
import { Empty, ErrorState, Skeleton } from '../../kit/states'
import { LinkTabs } from '../../kit/tabs'
import { numberText, unitOf } from '../format'
import { columnsOf } from './columns'
import { expression, readTokens, writeTokens } from './filter'
import { Filters } from './filters'
import './list.css'
import { RecordTable } from './table'
import { listViews } from './views'

const Board = lazy(() => import('../kanban/board'))

const counted = (list: RecordList | undefined): string | undefined => (list?.count ? `${numberText(list.count.value)}${list.count.exact ? '' : '+'}` : undefined)

/** How many records each view holds; not asked where there are many views. */
function useCounts(name: string, views: [string, View][]): Record<string, string | undefined> {
  const app = useApp()
  const others = views.filter(([, view]) => view.kind === 'list')
  return useQueries({
    queries: others.map(([key]) => ({
      queryKey: ['records', app.name, name, 'count', key], enabled: others.length <= 6, staleTime: 60_000,
      queryFn: () => get<RecordList>(listPath(app.name, name, { view: key, limit: 1 })),
    })),
    combine: (answers) => Object.fromEntries(answers.map((answer, index) => [others[index]![0], counted(answer.data)])),
  })
}

function Search({ value, onChange, title }: { value: string; onChange: (text: string) => void; title: string }) {
  const [open, setOpen] = useState(Boolean(value))
  if (!open) return <Button quiet bare icon="search" label={t('list.search', { name: title })} onPress={() => setOpen(true)} />
  return (
    <span className="input list-search">
      <Icon name="search" />
      <input type="search" autoFocus aria-label={t('list.search', { name: title })} placeholder={t('list.search', { name: title })} value={value} onChange={(event) => onChange(event.target.value)} onKeyDown={(event) => { if (event.key === 'Escape') { onChange(''); setOpen(false) } }} />
    </span>
  )
}

function Totals({ form, view, list }: { form: FormView; view: View | undefined; list: RecordList }) {
  const app = useApp()
  const sums = (view?.totals ?? []).filter((name) => form.fields[name] && typeof list.totals?.[name] === 'number')
  return (
    <footer className="ffoot totals t12 mut">
      {list.count && <span>{t('list.total', { n: numberText(list.count.value) })}</span>}
      {sums.map((name) => <span key={name}>{form.fields[name]!.title} <b className="sec">{numberText(list.totals![name]!)}</b> {unitOf(form.fields[name]!, app.currency)}</span>)}
      <span className="end desk"><Kbd>J</Kbd> <Kbd>K</Kbd> {t('list.move')}　<Kbd>↵</Kbd> {t('list.open')}</span>
    </footer>
  )
}

function useListAddress(name: string, form: FormView) {
  const [search, setSearch] = useSearchParams()
  const views = listViews(form)
  const current = search.get('view') ?? views[0]?.[0] ?? ''
  const put = (changes: Record<string, string | null>, replace = false) => setSearch((before) => {
    const next = new URLSearchParams(before)
    for (const [key, value] of Object.entries(changes)) { if (value) next.set(key, value); else next.delete(key) }
    return next
  }, { replace })
  return { views, current, view: form.views[current], tokens: readTokens(search.get('f')), sort: search.get('sort'), q: search.get('q') ?? '', put, name }
}

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
          {form.can.import && <span className="desk"><LinkButton quiet bare icon="up_file" label={t('import.title_of', { name: form.title })} to={paths.imports(app.name, name)} /></span>}
          {form.can.create && <span className="desk"><LinkButton primary icon="plus" hint="C" label={t('form.new_named', { name: form.title })} to={paths.create(app.name, name)} /></span>}
        </span>
      </header>
      {views.length > 1 && <ViewTabs name={name} views={views} current={current} />}
      <div className="filters">
        <Filters form={form} tokens={tokens} onChange={(next) => put({ f: writeTokens(next) })} />
      </div>
      {kanban
        ? <Suspense fallback={<Skeleton />}><Board name={name} form={form} view={view} viewName={current} filter={filter} q={q} /></Suspense>
        : <Rows name={name} form={form} address={address} filter={filter} q={q} />}
    </>
  )
}

function ViewTabs({ name, views, current }: { name: string; views: [string, View][]; current: string }) {
  const app = useApp()
  const counts = useCounts(name, views)
  const entries = views.map(([key, view]) => ({ key, label: view.title, to: paths.list(app.name, name, key), count: counts[key], mark: view.kind === 'kanban' ? <Icon name="columns" /> : null }))
  return <LinkTabs label={t('list.views')} entries={entries} current={current} />
}

function Rows({ name, form, address, filter, q }: { name: string; form: FormView; address: ReturnType<typeof useListAddress>; filter: string | null; q: string }) {
  const app = useApp()
  const scroller = useRef<HTMLDivElement>(null)
  const { view, current, sort, put } = address
  const columns = columnsOf(form, view)
  const pages = useRecordPages(app.name, name, {
    view: view ? current : null, filter, q, sort, totals: view?.totals?.join(',') ?? null,
    show: [...new Set([...columns.map((column) => column.name), ...(form.label_field ? [form.label_field] : [])])].join(','),
  })
  if (pages.error && !pages.data) return <ErrorState error={pages.error} retry={() => void pages.refetch()} />
  if (!pages.data) return <Skeleton lines={12} />
  const records = pages.data.pages.flatMap((page) => page.records)
  const first = pages.data.pages[0]!
  const narrowed = Boolean(filter ?? q)
  return (
    <>
      <div className="body" ref={scroller} aria-busy={pages.isPlaceholderData}>
        {records.length === 0 ? <NoRecords name={name} form={form} narrowed={narrowed} clear={() => put({ f: null, q: null })} />
          : <RecordTable name={name} form={form} columns={columns} records={records} sort={sort ?? view?.sort ?? null} onSort={(next) => put({ sort: next }, true)} more={pages.hasNextPage && !pages.isFetchingNextPage} onMore={() => void pages.fetchNextPage()} scroller={scroller} label={form.title} />}
      </div>
      {records.length > 0 && <Totals form={form} view={view} list={first} />}
    </>
  )
}

function NoRecords({ name, form, narrowed, clear }: { name: string; form: FormView; narrowed: boolean; clear: () => void }) {
  const app = useApp()
  if (narrowed) return <Empty title={t('list.none_found')} action={<Button label={t('filter.clear')} onPress={clear} />}>{t('list.none_found_help')}</Empty>
  const ways = <>
    {form.can.create && <LinkButton primary icon="plus" label={t('form.new_named', { name: form.title })} to={paths.create(app.name, name)} />}
    {form.can.import && <LinkButton label={t('import.excel')} to={paths.imports(app.name, name)} />}
  </>
  return <Empty title={t('list.empty', { name: form.title })} action={ways}><Dotted items={[form.can.create ? t('list.empty_help') : t('list.empty_read')]} /></Empty>
}
