import type { FormView, View } from '../../api/types'

/** The saved views that show many records; a page view shows one. */
export const listViews = (form: FormView): [string, View][] =>
  Object.entries(form.views).filter(([, view]) => view.kind === 'list' || view.kind === 'kanban')
