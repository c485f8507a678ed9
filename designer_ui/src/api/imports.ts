/** The shapes of imports on the wire. */

import type { ProblemItem, RecordData } from './types'

export interface ImportColumn {
  index: number
  title: string
  samples: string[]
  kind?: string
  field: string | null
  confidence?: number
  date_format?: string | null
  /** What else its dates may be written in, the likeliest first. */
  date_formats?: string[]
  ambiguous?: boolean
  /** How many rows have a value, and how many of these are not of the column's kind. */
  filled: number
  misfits: number
}
export interface ImportField {
  name: string
  title: string
  type: string
  required: boolean
  options: { name: string; title: string }[]
  /** The form whose records it names, and whether missing ones can be made. */
  refers: string | null
  creates: boolean
}
export interface ImportStart {
  id: string
  name: string
  columns: ImportColumn[]
  encoding?: string | null
  encodings: string[]
  delimiter?: string | null
  delimiters: string[]
  sheets?: string[]
  sheet?: string | null
  header: number | null
  rows: number
  fields: ImportField[]
  /** By which fields a row means a record: the form's own, and what else tells records apart. */
  key: { fields: string[]; update: boolean; choices: string[][] }
  /** What stood out when the file was read. */
  remarks: ProblemItem[]
}
export interface ImportProblem {
  cell?: string
  row?: number
  column?: string
  message: string
  hint?: string | null
  value?: unknown
}
/** Equal problems, with the first cells. */
export interface ImportKind extends ImportProblem {
  count: number
  cells: string[]
}
export interface ImportUnmatched {
  value: string
  count: number
  proposal: string | null
}
export interface ImportCheck {
  create: number
  update: number
  skip: number
  problems: ImportProblem[]
  kinds: ImportKind[]
  preview?: RecordData[] | Record<string, unknown>[]
  total_problems: number
  /** By form, how many missing records would be made first. */
  create_missing: Record<string, number>
  /** By field, the texts of the file that mean nothing; the proposal is an option's name or a record's label. */
  unmatched: Record<string, ImportUnmatched[]>
}
