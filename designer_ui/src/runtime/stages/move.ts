/** Moving a record to another stage: at once on the screen, back again when the server refuses. */
import { useState } from 'react'
import { ApiError, get, patch } from '../../api/client'
import { client, recordPath, recordsChanged } from '../../api/queries'
import type { FormView, ProblemItem, RecordData, Values } from '../../api/types'
import { t } from '../../i18n'
import { toastBad, toastUndo } from '../../kit/toast'
import { optionOf } from '../format'
import { isEmpty, labelOf, toWire } from '../values'

export interface Gate {
  record: RecordData
  to: string
  missing: string[]
  problems: ProblemItem[]
  reason: string | null
}

/** Where each record is on its way to, so that a card stands in its new column before the server has answered. */
export type Moving = Readonly<Record<string, string>>

const rootOf = (path: string): string => path.split(/[.[]/)[0]!

/** What the gate asks for: from the move's own word, the problems, and the option's list, in that order. */
async function gateFor(
  app: string,
  name: string,
  form: FormView,
  by: string,
  record: RecordData,
  to: string,
  error: ApiError,
): Promise<Gate> {
  const fresh = await get<RecordData>(recordPath(app, name, record.id)).catch(() => record)
  const known = fresh._stage?.[by]?.moves.find((move) => move.to === to)
  const named = error.problems.map((problem) => rootOf(problem.path ?? '')).filter((path) => path !== by)
  const required = (optionOf(form.fields[by]!, to)?.requires ?? []).filter((field) => isEmpty(fresh[field]))
  const missing = [...new Set([...(known?.missing ?? []), ...named, ...required])].filter((field) => form.fields[field])
  return {
    record: fresh,
    to,
    missing,
    problems: error.problems,
    reason: known?.reason ?? error.problems[0]?.message ?? null,
  }
}

export function useMove(app: string, name: string, form: FormView, by: string) {
  const [gate, setGate] = useState<Gate | null>(null)
  const [moving, setMoving] = useState<Moving>({})
  const settle = (id: string) =>
    setMoving((now) => Object.fromEntries(Object.entries(now).filter(([key]) => key !== id)))

  /** True when it is moved; a refusal opens the gate with what is missing. */
  const move = async (record: RecordData, to: string, values: Values = {}): Promise<ApiError | null> => {
    const from = record[by] as string
    setMoving((now) => ({ ...now, [record.id]: to }))
    try {
      const moved = await patch<RecordData>(recordPath(app, name, record.id), {
        version: record.version,
        ...toWire(values, form.fields),
        [by]: to,
      })
      setGate(null)
      await client.invalidateQueries({ queryKey: ['records', app, name] })
      recordsChanged(app, name)
      const title = optionOf(form.fields[by]!, to)?.title ?? to
      toastUndo(
        t('toast.moved', { name: labelOf(record, form), to: title }),
        () => void move({ ...record, ...moved, version: moved.version ?? record.version + 1, [by]: to }, from),
      )
      return null
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.status === 422) setGate(await gateFor(app, name, form, by, record, to, error))
      else {
        toastBad(
          error.offline ? t('error.not_saved_offline') : error.status === 409 ? t('error.moved_on') : error.message,
        )
        recordsChanged(app, name)
      }
      return error
    } finally {
      settle(record.id)
    }
  }
  return { move, gate, closeGate: () => setGate(null), moving }
}

export type Mover = ReturnType<typeof useMove>
