/** Doing a task: its fields on the record's form, and what the server answers. */
import { useState } from 'react'
import { ApiError, post } from '../../api/client'
import { appPath, client, recordsChanged } from '../../api/queries'
import type { FieldView, FormView, Level, RecordData, TaskDetail, Values } from '../../api/types'
import { useApp } from '../../app/context'
import { t } from '../../i18n'
import { focusFirstProblem } from '../form/notices'
import { useFormState, type FormOptions, type FormState } from '../form/state'
import { fieldValues, toWire } from '../values'

export interface TaskWork {
  options: FormOptions | null
  state: FormState
  names: string[]
  problem: string
  busy: string | null
  run: (operation: string, body: Record<string, unknown>) => Promise<boolean>
}

/** The form as this step sees it: its levels come before the form's own. */
function stepForm(form: FormView, levels: Record<string, Level>): FormView {
  const fields: Record<string, FieldView> = { ...form.fields }
  for (const [name, level] of Object.entries(levels)) {
    if (fields[name]) fields[name] = { ...fields[name], level, required: level === 'required', visible: true }
  }
  return { ...form, fields }
}

const EMPTY_FORM: FormView = { title: '', fields: {}, layout: [], views: {}, buttons: {}, can: {} }

export function useTaskWork(task: TaskDetail, record: RecordData | null): TaskWork {
  const app = useApp()
  const levels = task.fields ?? {}
  const [form] = useState(() => stepForm(app.forms[task.form ?? ''] ?? EMPTY_FORM, levels))
  const [began] = useState(record ?? (task.values as RecordData | null) ?? null)
  const options: FormOptions = {
    app: app.name,
    name: task.form ?? '',
    form,
    record: began,
    initial: began ? fieldValues(began, form.fields) : {},
  }
  const base = useFormState(options)
  const [failure, setFailure] = useState<ApiError | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const names = Object.keys(levels).filter((name) => form.fields[name])
  const visible = Object.fromEntries(names.map((name) => [name, true]))
  const required = Object.fromEntries(names.map((name) => [name, levels[name] === 'required']))
  const own: Record<string, string[]> = {}
  for (const item of failure?.problems ?? [])
    if (item.path) (own[item.path.replace(/^fields\./, '')] ??= []).push(item.message)
  const state: FormState = {
    ...base,
    problems: failure ? own : base.problems,
    attempted: failure !== null,
    evaluation: { ...base.evaluation, visible: { ...base.evaluation.visible, ...visible }, required },
  }
  const outside = (failure?.problems ?? [])
    .filter((item) => !names.includes((item.path ?? '').replace(/^fields\./, '').split(/[.[]/)[0]!))
    .map((item) => item.message)
  const problem = !failure
    ? ''
    : failure.offline
      ? t('error.not_saved_offline')
      : failure.status === 409
        ? t('error.moved_on')
        : outside.length
          ? outside.join(' ')
          : failure.problems.length
            ? t('form.problems', { n: failure.problems.length })
            : failure.message

  const run = async (operation: string, body: Record<string, unknown>): Promise<boolean> => {
    setBusy(operation)
    try {
      const fields = toWire(
        Object.fromEntries(
          names.filter((name) => levels[name] !== 'read').map((name) => [name, state.values[name]]),
        ) as Values,
        form.fields,
      )
      await post(`${appPath(app.name)}/tasks/${task.id}/${operation}`, {
        version: task.version,
        ...(operation === 'complete' ? { fields } : {}),
        ...body,
      })
      setFailure(null)
      void client.invalidateQueries({ queryKey: ['tasks', app.name] })
      recordsChanged(app.name)
      return true
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setFailure(error)
      setTimeout(focusFirstProblem, 50)
      if (error.status === 409) void client.invalidateQueries({ queryKey: ['tasks', app.name] })
      return false
    } finally {
      setBusy(null)
    }
  }
  return { options: began && task.form ? options : null, state, names, problem, busy, run }
}
