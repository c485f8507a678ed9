import { useEffect, useRef, type KeyboardEvent as ReactKeyboardEvent } from 'react'

/** True while an input method is choosing signs: Enter then belongs to it, not to us. */
export function composing(event: KeyboardEvent | ReactKeyboardEvent): boolean {
  const native = 'nativeEvent' in event ? event.nativeEvent : event
  return native.isComposing || native.keyCode === 229
}

function typing(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null
  if (!element?.closest) return false
  return (
    element.isContentEditable ||
    ['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName) ||
    element.closest('[role=dialog],[role=menu],[role=listbox]') !== null
  )
}

/** Runs for one key: `f`, or with the control key `mod+k`. Plain letters stay quiet while somebody types. */
export function useShortcut(key: string, run: (event: KeyboardEvent) => void, active = true): void {
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    if (!active) return
    const [last, mod] = [key.split('+').pop()!, key.startsWith('mod+')]
    const listen = (event: KeyboardEvent) => {
      if (composing(event) || event.defaultPrevented || event.key.toLowerCase() !== last) return
      if (mod !== (event.ctrlKey || event.metaKey) || event.altKey) return
      if (!mod && typing(event.target)) return
      event.preventDefault()
      latest.current(event)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [key, active])
}
