/** One place for the addresses; each room is loaded when it is first entered. */
import { createBrowserRouter } from 'react-router'
import { ErrorState } from '../kit/states'
import { FirstApp, Gate, Shell } from './shell'

const home = async () => ({ Component: (await import('../runtime/home/page')).HomePage })
const list = async () => ({ Component: (await import('../runtime/list/page')).ListPage })
const create = async () => ({ Component: (await import('../runtime/form/page')).NewPage })
const edit = async () => ({ Component: (await import('../runtime/form/page')).EditPage })
const record = async () => ({ Component: (await import('../runtime/record/page')).RecordPage })
const imports = async () => ({ Component: (await import('../runtime/import/page')).ImportPage })
const tasks = async () => ({ Component: (await import('../runtime/inbox/page')).InboxPage })
const notices = async () => ({ Component: (await import('../runtime/notices/page')).NoticesPage })
const parameters = async () => ({ Component: (await import('../runtime/parameters/page')).ParametersPage })
const rules = async () => ({ Component: (await import('../runtime/rules/page')).RulesPage })
const dashboard = async () => ({ Component: (await import('../charts/page')).DashboardPage })

const Failed = () => (
  <div className="sheet">
    <ErrorState error={null} retry={() => location.reload()} />
  </div>
)

export const router = createBrowserRouter([
  {
    Component: Gate,
    ErrorBoundary: Failed,
    HydrateFallback: () => null,
    children: [
      { index: true, Component: FirstApp },
      {
        path: ':app',
        Component: Shell,
        children: [
          {
            ErrorBoundary: Failed,
            children: [
              { index: true, lazy: home },
              { path: 'forms/:form', lazy: list },
              { path: 'forms/:form/new', lazy: create },
              { path: 'forms/:form/import', lazy: imports },
              { path: 'forms/:form/:id', lazy: record },
              { path: 'forms/:form/:id/edit', lazy: edit },
              { path: 'tasks', lazy: tasks },
              { path: 'tasks/:id', lazy: tasks },
              { path: 'notices', lazy: notices },
              { path: 'parameters', lazy: parameters },
              { path: 'rules', lazy: rules },
              { path: 'rules/:rule', lazy: rules },
              { path: 'dashboards/:name', lazy: dashboard },
            ],
          },
        ],
      },
    ],
  },
])
