import type { FormView, RecordData } from '../../api/types'

/** What the parts of a record page share; `log` opens the short form for what happened. */
export interface RecordContext {
  name: string
  form: FormView
  record: RecordData
  log: (() => void) | null
  logTitle: string
}
