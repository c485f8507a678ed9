/** One import from the upload to its undo; the choices of all steps in one place. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, get, post, query } from '../../api/client'
import { appPath, recordsChanged } from '../../api/queries'
import type { ImportCheck, ImportStart, Job } from '../../api/types'
import { t } from '../../i18n'

export type Step = 'choose' | 'match' | 'check' | 'run'

export interface Choices {
  /** Column index → field; a missing one is not taken. */
  mapping: Record<string, string>
  /** Field → text in the file → value of ours. */
  values: Record<string, Record<string, string>>
  /** Field → the same value in every row. */
  constants: Record<string, string>
  create_missing: string[]
  date_formats: Record<string, string>
}

const NO_CHOICES: Choices = { mapping: {}, values: {}, constants: {}, create_missing: [], date_formats: {} }

function firstChoices(start: ImportStart): Choices {
  const matched = start.columns.filter((column) => column.field)
  const dated = start.columns.filter((column) => column.date_format)
  return {
    ...NO_CHOICES,
    mapping: Object.fromEntries(matched.map((column) => [String(column.index), column.field!])),
    date_formats: Object.fromEntries(dated.map((column) => [String(column.index), column.date_format!])),
  }
}

const says = (error: unknown): string =>
  error instanceof ApiError ? (error.offline ? t('error.offline_help') : error.message) : t('error.failed_help')

export interface Reading {
  encoding?: string
  delimiter?: string
  sheet?: string
}

export function useImport(app: string, form: string) {
  const [step, setStep] = useState<Step>('choose')
  const [file, setFile] = useState<File | null>(null)
  const [start, setStart] = useState<ImportStart | null>(null)
  const [choices, setChoices] = useState<Choices>(NO_CHOICES)
  const [checked, setChecked] = useState<ImportCheck | null>(null)
  const [job, setJob] = useState<string | null>(null)
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const base = `${appPath(app)}/forms/${form}/imports`

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setProblem('')
    try {
      await work()
    } catch (error) {
      setProblem(says(error))
    } finally {
      setBusy(false)
    }
  }
  const upload = (chosen: File, reading: Reading = {}) =>
    attempt(async () => {
      const body = new FormData()
      body.append('file', chosen)
      const answer = await post<ImportStart>(`${base}${query({ ...reading })}`, body)
      setFile(chosen)
      setStart(answer)
      setChoices(firstChoices(answer))
      setStep('match')
    })
  const check = () =>
    attempt(async () => {
      setChecked(await post<ImportCheck>(`${base}/${start!.id}/check`, choices))
      setStep('check')
    })
  const run = () =>
    attempt(async () => {
      const answer = await post<{ job: string }>(`${base}/${start!.id}/run`, choices)
      setJob(answer.job)
      setStep('run')
    })
  const again = () => {
    setStep('choose')
    setStart(null)
    setChecked(null)
    setJob(null)
    setProblem('')
  }
  return {
    app,
    form,
    step,
    setStep,
    file,
    start,
    choices,
    setChoices,
    checked,
    job,
    problem,
    busy,
    upload,
    check,
    run,
    again,
  }
}

export type Import = ReturnType<typeof useImport>

const ENDED = new Set(['done', 'failed', 'undone'])

export function useJob(app: string, id: string | null) {
  return useQuery({
    queryKey: ['jobs', app, id],
    queryFn: async () => {
      const job = await get<Job>(`${appPath(app)}/jobs/${id}`)
      if (ENDED.has(job.state)) recordsChanged(app)
      return job
    },
    enabled: id !== null,
    refetchInterval: (state) => (state.state.data && ENDED.has(state.state.data.state) ? false : 500),
  })
}
