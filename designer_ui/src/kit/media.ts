import { useSyncExternalStore } from 'react'

function useMedia(text: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(text)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => matchMedia(text).matches,
  )
}

export const usePhone = (): boolean => useMedia('(max-width:640px)')
export const useWide = (): boolean => useMedia('(min-width:1200px)')
