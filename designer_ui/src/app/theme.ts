import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark' | 'system'
const STORE = 'dougong.theme'
const listeners = new Set<() => void>()
const dark = () => matchMedia('(prefers-color-scheme: dark)')

function stored(): Theme {
  const value = localStorage.getItem(STORE)
  return value === 'light' || value === 'dark' ? value : 'system'
}

function apply(): void {
  const theme = stored()
  document.documentElement.dataset.theme = theme === 'system' ? (dark().matches ? 'dark' : 'light') : theme
  listeners.forEach((listener) => listener())
}

export function startTheme(): void {
  apply()
  dark().addEventListener('change', apply)
}

export function setTheme(theme: Theme): void {
  localStorage.setItem(STORE, theme)
  apply()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

export const useTheme = (): Theme => useSyncExternalStore(subscribe, stored)
/** The theme that is seen, for what is drawn outside of CSS. */
export const useShownTheme = (): string =>
  useSyncExternalStore(subscribe, () => document.documentElement.dataset.theme ?? 'light')
