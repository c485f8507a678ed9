/** One import from the upload to its undo; file and job stand in the address, so one can leave and come back. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import { ApiError, get, post, query } from '../../api/client'
import { appPath, recordsChanged } from '../../api/queries'
import type { ImportCheck, ImportStart } from '../../api/imports'
import type { Job } from '../../api/types'
import { t } from '../../i18n'
import { firstChoices, NO_CHOICES, withUsableKey, type Choices } from './choices'

export type Step = 'choose' | 'match' | 'check' | 'run'

const says = (error: unknown): string =>
  error instanceof ApiError
    ? error.offline
      ? t('error.offline_help')
      : [...new Set(error.problems.map((problem) => problem.message))].join(' ') || error.message
    : t('error.failed_help')

export interface Reading {
  encoding?: string
  delimiter?: string
  sheet?: string
  header?: string
}

/** Work that keeps people from pressing twice, and whose refusal is said on the page. */
function useAttempt() {
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
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
  return { problem, busy, attempt }
}

export function useImport(app: string, form: string) {
  const [address, setAddress] = useSearchParams()
  const [start, setStart] = useState<ImportStart | null>(null)
  const [choices, put] = useState<Choices>(NO_CHOICES)
  const [checked, setChecked] = useState<ImportCheck | null>(null)
  const [tried, setTried] = useState<Choices>(NO_CHOICES)
  const { problem, busy, attempt } = useAttempt()
  const base = `${appPath(app)}/forms/${form}/imports`
  const file = address.get('file')
  const job = address.get('job')

  const begin = (answer: ImportStart) => {
    setStart(answer)
    put(firstChoices(answer))
    setChecked(null)
  }
  const upload = (chosen: File) =>
    attempt(async () => {
      const body = new FormData()
      body.append('file', chosen)
      const answer = await post<ImportStart>(base, body)
      begin(answer)
      setAddress({ file: answer.id })
    })
  const reread = (reading: Reading) =>
    attempt(async () => begin(await get<ImportStart>(`${base}/${file}${query({ ...reading })}`)))
  const check = () =>
    attempt(async () => {
      setChecked(await post<ImportCheck>(`${base}/${file}/check`, choices))
      setTried(choices)
    })
  const run = () =>
    attempt(async () => {
      const answer = await post<{ job: string }>(`${base}/${file}/run`, choices)
      setAddress({ file: file!, job: answer.job })
    })
  const again = () => {
    setStart(null)
    setChecked(null)
    setAddress({})
  }
  // Somebody who comes back finds the file as it was sent.
  useEffect(() => {
    if (file && !job && !start) void attempt(async () => begin(await get<ImportStart>(`${base}/${file}`)))
  }, [file])
  const step: Step = job ? 'run' : !file || !start ? 'choose' : checked ? 'check' : 'match'
  return {
    app,
    form,
    step,
    file,
    start,
    choices,
    setChoices: (next: Choices) => put(start ? withUsableKey(start, next) : next),
    checked,
    /** What was decided since the last try: its figures no longer hold. */
    changed: choices !== tried,
    job,
    problem,
    busy,
    upload,
    reread,
    check,
    back: () => setChecked(null),
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
