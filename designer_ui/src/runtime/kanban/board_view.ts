import type { FormView, Option, View } from '../../api/types'

/** What the columns and cards of one board share. */
export interface BoardView {
  name: string
  form: FormView
  view: View
  viewName: string
  filter: string | null
  q: string
  by: string
  options: Option[]
}
