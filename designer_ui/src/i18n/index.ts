/** Texts of the interface itself; everything about an app comes from the server. */
import { useSyncExternalStore } from 'react'

export type Language = 'zh' | 'en'
export type Key = keyof typeof import('./zh-CN.json')
type Texts = Record<string, string>
type Parameters = Record<string, string | number>

// Only the reader's own language is fetched.
const LOADERS: Record<Language, () => Promise<{ default: Texts }>> = {
  zh: () => import('./zh-CN.json'),
  en: () => import('./en.json'),
}
const STORE = 'dougong.language'
const listeners = new Set<() => void>()

function initial(): Language {
  const stored = localStorage.getItem(STORE)
  if (stored === 'zh' || stored === 'en') return stored
  return navigator.language.startsWith('en') ? 'en' : 'zh'
}

let current: Language = initial()
let texts: Texts = {}
let loaded: Language | null = null

export const language = (): Language => current
export const locale = (): string => (current === 'zh' ? 'zh-CN' : 'en-GB')

/** Fetches the texts of a language and shows them; called once before the first page. */
export async function setLanguage(next: string): Promise<void> {
  const value = languageNamed(next)
  localStorage.setItem(STORE, value)
  document.documentElement.lang = value === 'zh' ? 'zh-CN' : 'en'
  if (value === loaded) return
  texts = (await LOADERS[value]()).default
  current = loaded = value
  listeners.forEach((listener) => listener())
}

export const languageNamed = (name: string): Language => (name.startsWith('en') ? 'en' : 'zh')

export function useLanguage(): Language {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, language)
}

/** A title within an English sentence: "New lead". A word that has capitals of its own keeps them: WeChat, SOP. */
export function inSentence(title: string): string {
  return current === 'en' && /^\p{Lu}[^\p{Lu}\d\s]*(\s|$)/u.test(title) && !/^\p{Lu}(\s|$)/u.test(title)
    ? title.charAt(0).toLowerCase() + title.slice(1)
    : title
}

/** `{name}` inserts a value, `{name~}` a title within a sentence, `{n|one|other}` chooses by number (plurals). */
export function t(key: Key, parameters: Parameters = {}): string {
  const text = texts[key] ?? key
  return text.replace(
    /\{(\w+)(~)?(?:\|([^|}]*)\|([^}]*))?\}/g,
    (whole, name: string, inside?: string, one?: string, other?: string) => {
      const value = parameters[name]
      if (value === undefined) return whole
      if (one === undefined) return inside ? inSentence(String(value)) : String(value)
      return Number(value) === 1 ? one : (other ?? '')
    },
  )
}
