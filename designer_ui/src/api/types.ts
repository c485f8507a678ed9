/** The shapes on the wire, as the server sends them. Texts are already in the reader's language. */

import type { ImportCheck, ImportProblem } from './imports'

export interface Person {
  id: string
  name: string
}
export interface Reference {
  id: string
  label: string
  detail?: string
}
export interface StoredFile {
  id: string
  name: string
  size: number
  type: string
}
export type Row = { id?: string } & { [field: string]: Value }
export type Value =
  string | number | boolean | null | undefined | Reference | string[] | Reference[] | StoredFile[] | Row[]
export type Values = Record<string, Value>

export interface Session {
  user: { id: string; name: string; login: string; language: string; roles: string[] }
  csrf: string
  apps: { name: string; title: string; icon?: string | null }[]
  dev: boolean
  now: string
}

export type Level = 'read' | 'edit' | 'required' | 'mask'

export interface Option {
  name: string
  title: string
  color?: string | null
  closed?: 'won' | 'lost' | null
  chance?: number | null
  help?: string | null
  requires?: string[]
  rule?: boolean
}

export interface FieldView {
  type: string
  title: string
  help?: string | null
  placeholder?: string | null
  level?: Level
  options?: Option[]
  form?: string | null
  back?: string | null
  many?: boolean
  free?: boolean
  style?: 'menu' | 'buttons' | 'radio'
  decimals?: number | null
  unit?: string | null
  currency?: string | null
  min?: number | string | null
  max?: number | string | null
  lines?: number | null
  accept?: string[] | null
  fields?: Record<string, FieldView>
  sum?: string[]
  derived?: boolean
  search?: boolean
  required?: boolean | 'depends'
  visible?: boolean | 'depends'
}

export interface Section {
  name: string
  kind: string
  title: string
  columns?: number
  show: string[]
  folded?: boolean
}
export interface PageTab {
  name: string
  title: string
  show: string[]
}

export interface View {
  kind: string
  title: string
  show?: string[]
  sort?: string | null
  by?: string | null
  totals?: string[]
  header?: string[]
  tabs?: PageTab[]
  bar?: string | null
  side?: string[]
}

export interface ButtonView {
  title: string
  confirm?: string | null
  ask?: string[]
}
export interface Related {
  form: string
  field: string
  title: string
}

export interface FormView {
  title: string
  icon?: string | null
  help?: string | null
  label_field?: string | null
  fields: Record<string, FieldView>
  layout: Section[]
  views: Record<string, View>
  buttons: Record<string, ButtonView>
  quick?: string[]
  related?: Record<string, Related>
  can: { create?: boolean; import?: boolean; export?: boolean }
  timeline?: string[]
}

export interface MenuItem {
  kind: string
  name: string
  view?: string | null
  title?: string
  icon?: string | null
}

export interface App {
  name: string
  title: string
  version: number | string
  language: string
  timezone: string
  currency?: string | null
  menu: { title: string; items: MenuItem[] }[]
  forms: Record<string, FormView>
  dashboards: Record<string, { title: string }>
  roles: Record<string, string>
}

export interface Move {
  to: string
  allowed: boolean
  missing?: string[]
  reason?: string | null
}
export interface StageState {
  entered?: string | null
  moves: Move[]
}

export type RecordData = { id: string; version: number; [field: string]: unknown } & {
  _label?: string
  _can?: { edit?: boolean; delete?: boolean }
  _buttons?: string[]
  _stage?: Record<string, StageState>
}

export interface RecordList {
  records: RecordData[]
  next: string | null
  count?: { value: number; exact: boolean }
  totals?: Record<string, number | null>
  form?: string
}

export interface ProblemItem {
  code: string
  severity?: 'error' | 'warning'
  path?: string
  message: string
  hint?: string | null
}
export interface ConflictField {
  yours: Value
  theirs: Value
  by?: string | null
  at?: string | null
}

export interface Evaluation {
  visible: Record<string, boolean>
  required: Record<string, boolean>
  readonly: Record<string, boolean>
  values: Values
  problems: ProblemItem[]
  duplicates: Duplicate[]
}
export interface Duplicate {
  rule: string
  do: 'block' | 'warn' | 'merge'
  records: Reference[]
}

export interface TimelineItem {
  kind: string
  at: string
  title: string
  text?: string | null
  values?: Values
  who?: Person | null
  cause?: string | null
  form?: string | null
  id?: string | null
}

export interface Task {
  id: string
  version: number
  title: string
  help?: string | null
  form?: string | null
  record?: Reference | null
  due?: string | null
  overdue?: boolean
  done_at?: string | null
  assignee?: Person | null
  flow?: { name: string; title: string; step: string; goal?: string | null } | null
  created_at: string
  operations: string[]
}
export interface TaskList {
  records: Task[]
  next?: string | null
  counts?: { todo?: number; overdue?: number; team?: number }
}
export interface TaskDetail extends Task {
  fields?: Record<string, Level>
  outcomes?: { name: string; title: string }[]
  values?: RecordData | null
  steps?: { name: string; title: string; state: 'done' | 'now' | 'next' }[]
}

export interface Notice {
  id: string
  text: string
  at: string
  form?: string | null
  record?: Reference | null
  read: boolean
  cause?: string | null
}

export interface DashboardFilter {
  name: string
  title: string
  kind: string
  value: string | null
  options?: { name?: string; value?: string; title: string }[]
}
export interface ReportCell {
  report: string
  width?: number
}
export interface ReportHead {
  title: string
  kind: string
  unit?: string | null
  format?: string | null
  help?: string | null
}
export interface Dashboard {
  title: string
  filters: DashboardFilter[]
  rows: (ReportCell | string)[][]
  reports: Record<string, ReportHead>
}
export interface ReportColumn {
  name: string
  title: string
  type: string
  format?: string | null
  unit?: string | null
  role?: string
}
export type ReportRow = { _at?: string } & Record<string, unknown>
export interface ReportData {
  columns: ReportColumn[]
  rows: ReportRow[]
  total?: Record<string, unknown> | null
  lag_ms?: number
  how?: string | null
  at?: string | null
}

/** A part of a condition. Groups (`and`, `or`, `not`, `case`, `formula`) have `items`; `value` is no condition. */
export interface Condition {
  op: string
  holds: boolean | null
  text?: string
  value?: unknown
  bound?: unknown
  from?: { form: string; id: string; label: string }[]
  hidden?: number
  /** The reader may not see what it is about. */
  veiled?: true
  items?: Condition[]
}
/** What a part lacks: as a change, or from when on it will hold by itself. */
export interface Lack {
  text: string
  gap: number | null
  change: string | null
  at: string | null
}
export interface Why {
  element: string
  title: string
  /** Null for a value that is no condition. */
  holds: boolean | null
  value: unknown
  since: string | null
  lapses_at: string | null
  rule_version: number
  sentence: string
  condition: Condition | null
  missing: { parts: Lack[]; at: string | null; wanted: unknown; sure: boolean } | null
}

export interface Job {
  state: string
  done: number
  total: number
  problems?: ImportProblem[]
  result?: (Partial<Omit<ImportCheck, 'preview' | 'unmatched' | 'create_missing'>> & { refused?: number }) | null
  error?: string | null
}

export interface ParameterView {
  name: string
  title: string
  type: string
  value: Value
  default?: Value
  unit?: string | null
  group?: string | null
  help?: string | null
  min?: number | string | null
  max?: number | string | null
}
