/** One door to the server: JSON in and out, problems as one error class, the write token in one place. */
import { language } from '../i18n'
import type { ConflictField, ProblemItem } from './types'

export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly problems: ProblemItem[]
  readonly fields: Record<string, ConflictField> | null
  readonly version: number | null

  constructor(status: number, body: Record<string, unknown>) {
    const problems = (body.problems as ProblemItem[] | undefined) ?? []
    super(problems[0]?.message ?? (body.detail as string) ?? (body.title as string) ?? String(status))
    this.status = status
    this.code = (body.code as string) ?? ''
    this.problems = problems
    this.fields = (body.fields as Record<string, ConflictField>) ?? null
    this.version = (body.version as number) ?? null
  }

  /** No answer at all: the network is gone, nothing is known to be lost. */
  get offline(): boolean {
    return this.status === 0
  }
}

let csrf = ''
let onSignedOut: () => void = () => undefined

export function setToken(token: string): void {
  csrf = token
}
export function whenSignedOut(handler: () => void): void {
  onSignedOut = handler
}

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
interface Options {
  key?: string
  signal?: AbortSignal | undefined
  quiet?: boolean
}

function headers(method: Method, body: unknown, options: Options): Headers {
  const result = new Headers({ Accept: 'application/json', 'Accept-Language': language() })
  if (method !== 'GET') result.set('X-CSRF-Token', csrf)
  if (body !== undefined && !(body instanceof FormData)) result.set('Content-Type', 'application/json')
  if (options.key) result.set('Idempotency-Key', options.key)
  return result
}

export async function call<T>(method: Method, path: string, body?: unknown, options: Options = {}): Promise<T> {
  const payload = body === undefined ? null : body instanceof FormData ? body : JSON.stringify(body)
  let response: Response
  try {
    response = await fetch(path, {
      method,
      body: payload,
      headers: headers(method, body, options),
      signal: options.signal ?? null,
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, { code: 'network.gone' })
  }
  const text = await response.text()
  const data = parse(text)
  if (response.ok) return data as T
  if (response.status === 401 && !options.quiet) onSignedOut()
  throw new ApiError(response.status, data ?? {})
}

function parse(text: string): Record<string, unknown> | null {
  if (!text) return null
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return null
  }
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => call<T>('GET', path, undefined, { signal })
export const post = <T>(path: string, body: unknown = {}, options: Options = {}): Promise<T> =>
  call<T>('POST', path, body, options)
export const patch = <T>(path: string, body: unknown): Promise<T> => call<T>('PATCH', path, body)

/** A query string without empty parts. */
export function query(parts: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parts)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text ? `?${text}` : ''
}
