/** A form while it is filled in: values, what the server says about them, and saving. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { ApiError, call, post } from '../../api/client'
import { recordPath, recordsChanged, recordsPath, appPath } from '../../api/queries'
import type {
  ConflictField,
  Evaluation,
  FieldView,
  FormView,
  ProblemItem,
  RecordData,
  Row,
  Value,
  Values,
} from '../../api/types'
import { freshKey, isEmpty, isReference, same, toWire } from '../values'
import { checkKey, type LiveResult } from './live/result'
import { useLive } from './live/use'

const NOTHING: Evaluation = { visible: {}, required: {}, readonly: {}, values: {}, problems: [], duplicates: [] }
const NONE = {}
const WAIT = 250

export interface Conflict {
  version: number
  fields: Record<string, ConflictField>
}

export interface FormOptions {
  app: string
  name: string
  form: FormView
  /** The record being edited, or null for a new one. */
  record: RecordData | null
  initial: Values
}

export interface FormState {
  values: Values
  dirty: boolean
  saving: boolean
  attempted: boolean
  evaluation: Evaluation
  /** Whether an option may be chosen now, by field and option; of cells by path. */
  offered: Record<string, Record<string, boolean>>
  /** What is shown: problems by path, after a try all of them, before it those of touched fields. */
  problems: Record<string, string[]>
  general: string[]
  /** What is odd but does not stand in the way. */
  warnings: string[]
  failure: ApiError | null
  conflict: Conflict | null
  set: (name: string, value: Value) => void
  touch: (name: string) => void
  save: (over?: { version: number; values: Values }) => Promise<RecordData | null>
  forgetConflict: () => void
}

function grouped(items: ProblemItem[]): Record<string, string[]> {
  const result: Record<string, string[]> = {}
  for (const item of items) {
    const path = item.path ?? ''
    const text = item.hint ? `${item.message} ${item.hint}` : item.message
    if (!(result[path] ??= []).includes(text)) result[path].push(text)
  }
  return result
}

const rootOf = (path: string): string => path.split(/[.[]/)[0]!

/** Whether a row of an answer is about the row as it is now. */
const sameRow = (row: Row, told: Row, columns: [string, FieldView][]): boolean =>
  columns.every(([name, field]) => field.derived || row[name] === undefined || same(row[name], told[name]))

/** Rows as typed, with what the answer computes and fills in; an answer to an older set of rows is left. */
function withComputed(rows: Row[] | null, answer: Row[] | null, field: FieldView, live: Row[]): Row[] | null {
  if (!rows || !answer || rows.length !== answer.length) return rows
  const columns = Object.entries(field.fields ?? {})
  return rows.map((row, index) => {
    const told = answer[index]!
    const ours = (live[index]?._live ?? {}) as object
    const fillable = !row.id && sameRow(row, told, columns)
    const names = columns.filter(
      ([name, each]) => each.derived || (fillable && row[name] === undefined && !(name in ours)),
    )
    const taken = names.map(([name]) => name)
    if (taken.every((name) => same(row[name], told[name]))) return row
    return { ...row, ...Object.fromEntries(taken.map((name) => [name, told[name]])) }
  })
}

/** What the server says, and above it what is computed here; a check that is decided here is told by us. */
function together(evaluation: Evaluation, live: LiveResult | null): Evaluation {
  if (!live) return evaluation
  const problems = evaluation.problems.filter((problem) => !live.decided.has(checkKey(problem)))
  return {
    ...evaluation,
    visible: { ...evaluation.visible, ...live.visible },
    required: { ...evaluation.required, ...live.required },
    readonly: { ...evaluation.readonly, ...live.readonly },
    problems: [...problems, ...live.problems],
  }
}

/** Computed values always; a default only where nobody has typed. */
function merged(
  values: Values,
  evaluation: Evaluation,
  form: FormView,
  touched: Set<string>,
  live: LiveResult | null,
): Values {
  const next = { ...values }
  for (const [name, value] of Object.entries(evaluation.values)) {
    const field = form.fields[name]
    if (!field) continue
    if (field.type === 'table' && touched.has(name)) {
      const rows = (live?.values[name] ?? []) as Row[]
      next[name] = withComputed(values[name] as Row[] | null, value as Row[] | null, field, rows)
    } else if (isReference(value) && values[name] === value.id)
      next[name] = value // An id alone, handed over, gets its label.
    else if (field.derived || (!touched.has(name) && !(isEmpty(value) && !isEmpty(values[name])))) next[name] = value
  }
  return next
}

function useEvaluation(
  options: FormOptions,
  values: Values,
  apply: (evaluation: Evaluation) => void,
): Evaluation | null {
  const { app, name, form, record } = options
  const [evaluation, setEvaluation] = useState<Evaluation | null>(null)
  const latest = useRef(apply)
  latest.current = apply
  const wire = useMemo(() => JSON.stringify(toWire(values, form.fields)), [values, form])
  const asked = useRef<string | null>(null)
  useEffect(() => {
    if (asked.current === wire) return
    const abort = new AbortController()
    const first = asked.current === null
    const timer = setTimeout(
      () => {
        asked.current = wire
        const body = { id: record?.id ?? null, values: JSON.parse(wire) as unknown, version: record?.version }
        post<Evaluation>(`${appPath(app)}/forms/${name}/evaluate`, body, { signal: abort.signal })
          .then((answer) => {
            const full = { ...NOTHING, ...answer }
            setEvaluation(full)
            latest.current(full)
          })
          .catch(() => undefined) // Typing goes on without an answer; saving will say what is wrong.
      },
      first ? 0 : WAIT,
    )
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [wire, app, name, record])
  return evaluation
}

/** A new record sends what is filled in, and what was emptied on purpose. */
function given(values: Values, touched: Set<string>): Values {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => touched.has(name) || !isEmpty(value)))
}

function changed(values: Values, base: Values, form: FormView): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => form.fields[name] && !same(value, base[name])),
  )
}

export function useFormState(options: FormOptions): FormState {
  const { app, name, form, record, initial } = options
  const [typed, setValues] = useState<Values>(initial)
  const [failure, setFailure] = useState<ApiError | null>(null)
  // What the last try was refused for; a field's own problems go when it is changed.
  const [refused, setRefused] = useState<ProblemItem[]>([])
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [saving, setSaving] = useState(false)
  const [attempted, setAttempted] = useState(false)
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const [dirty, setDirty] = useState(false)
  const touched = useRef(new Set<string>(record ? [] : Object.keys(initial)))
  const key = useRef(freshKey())
  const [answered, setAnswered] = useState(false)
  const began = useRef(initial)
  const situation = {
    values: typed,
    touched: touched.current,
    id: record?.id ?? null,
    initial: began.current,
    answered,
  }
  const live = useLive(app, name, form, situation)
  const values = useMemo(() => ({ ...typed, ...live?.values }), [typed, live])

  const told = useEvaluation(options, values, (answer) => {
    setAnswered(true)
    setValues((now) => merged(now, answer, form, touched.current, live))
  })
  const evaluation = useMemo(() => together(told ?? NOTHING, live), [told, live])

  const set = useCallback((field: string, value: Value) => {
    touched.current.add(field)
    setDirty(true)
    setRefused((now) => now.filter((item) => rootOf(item.path ?? '') !== field))
    setValues((now) => ({ ...now, [field]: value }))
  }, [])
  const touch = useCallback((field: string) => setSeen((now) => (now.has(field) ? now : new Set(now).add(field))), [])

  const send = async (over?: { version: number; values: Values }): Promise<RecordData> => {
    if (!record)
      return post<RecordData>(recordsPath(app, name), toWire(given(values, touched.current), form.fields), {
        key: key.current,
      })
    const body = toWire(changed({ ...values, ...over?.values }, initial, form), form.fields)
    return call<RecordData>('PATCH', recordPath(app, name, record.id), {
      version: over?.version ?? record.version,
      ...body,
    })
  }

  const save = async (over?: { version: number; values: Values }): Promise<RecordData | null> => {
    setSaving(true)
    setAttempted(true)
    setFailure(null)
    setRefused([])
    try {
      const saved = await send(over)
      setDirty(false)
      recordsChanged(app, name)
      return saved
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.status === 409 && error.fields && error.version !== null)
        setConflict({ version: error.version, fields: error.fields })
      else {
        setFailure(error)
        setRefused(error.problems)
      }
      if (error.status !== 0) key.current = freshKey()
      return null
    } finally {
      setSaving(false)
    }
  }

  const all = [...refused, ...evaluation.problems]
  const shown = all.filter((item) => item.severity !== 'warning')
  const warnings = [...new Set(all.filter((item) => item.severity === 'warning').map((item) => item.message))]
  const visible = attempted
    ? shown
    : shown.filter((item) => seen.has(rootOf(item.path ?? '')) && !item.code.endsWith('required'))
  const problems = grouped(visible.filter((item) => item.path && form.fields[rootOf(item.path)]))
  const general = attempted
    ? shown.filter((item) => !item.path || !form.fields[rootOf(item.path)]).map((item) => item.message)
    : []
  return {
    values,
    dirty,
    saving,
    attempted,
    evaluation,
    offered: live?.offered ?? NONE,
    problems,
    general,
    warnings,
    failure,
    conflict,
    set,
    touch,
    save,
    forgetConflict: () => setConflict(null),
  }
}
