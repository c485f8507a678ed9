/** Records of a form: saved views as tabs, filters, a table or a board. */
import { lazy, Suspense, useDeferredValue } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { FormView } from '../../api/types'
import { paths, useApp, useForm } from '../../app/context'
import { useTitle } from '../../app/title'
import { t } from '../../i18n'
import { LinkButton } from '../../kit/button'
import { useShortcut } from '../../kit/keys'
import { ErrorState, Skeleton } from '../../kit/states'
import { useListAddress } from './address'
import { Export } from './export'
import { expression, writeTokens } from './filter'
import { Filters } from './filters'
import './list.css'
import { Search } from './search'
import { ViewTabs } from './view_tabs'

const Board = lazy(() => import('../kanban/board'))
const Rows = lazy(() => import('./rows'))

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
        <Suspense fallback={<Skeleton lines={12} />}>
          <Rows name={name} form={form} address={address} filter={filter} q={q} />
        </Suspense>
      )}
    </>
  )
}
