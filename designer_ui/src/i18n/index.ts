/** Texts of the interface itself; everything about an app comes from the server. */
import { useSyncExternalStore } from 'react'
import en from './en.json'
import zh from './zh-CN.json'

export type Language = 'zh' | 'en'
export type Key = keyof typeof zh
type Parameters = Record<string, string | number>

const tables: Record<Language, Record<string, string>> = { zh, en }
const STORE = 'dougong.language'
const listeners = new Set<() => void>()

function initial(): Language {
  const stored = localStorage.getItem(STORE)
  if (stored === 'zh' || stored === 'en') return stored
  return navigator.language.startsWith('en') ? 'en' : 'zh'
}

let current: Language = initial()

export const language = (): Language => current
export const locale = (): string => (current === 'zh' ? 'zh-CN' : 'en-GB')

export function setLanguage(next: string): void {
  const value: Language = next.startsWith('en') ? 'en' : 'zh'
  localStorage.setItem(STORE, value)
  document.documentElement.lang = value === 'zh' ? 'zh-CN' : 'en'
  if (value === current) return
  current = value
  listeners.forEach((listener) => listener())
}

export function useLanguage(): Language {
  return useSyncExternalStore((listener) => { listeners.add(listener); return () => listeners.delete(listener) }, language)
}

/** `{name}` inserts a value, `{n|one|other}` chooses by number (English plurals). */
export function t(key: Key, parameters: Parameters = {}): string {
  const text = tables[current][key] ?? key
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, other?: string) => {
    const value = parameters[name]
    if (value === undefined) return whole
    if (one === undefined) return String(value)
    return Number(value) === 1 ? one : (other ?? '')
  })
}
