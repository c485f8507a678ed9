import { useEffect, useSyncExternalStore } from 'react'
import { t } from '../i18n'
import { Button } from './button'
import { Icon } from './icon'
import { useShortcut } from './keys'

interface Toast {
  id: number
  text: string
  tone: 'ok' | 'bad'
  action?: { label: string; run: () => void } | undefined
}

let toasts: Toast[] = []
let last = 0
const listeners = new Set<() => void>()

function change(next: Toast[]): void {
  toasts = next
  listeners.forEach((listener) => listener())
}

const dismiss = (id: number): void => change(toasts.filter((toast) => toast.id !== id))

export function toast(text: string, action?: Toast['action'], tone: Toast['tone'] = 'ok'): void {
  last += 1
  change([...toasts.slice(-2), { id: last, text, tone, action }])
}
export const toastUndo = (text: string, undo: () => void): void => toast(text, { label: t('action.undo'), run: undo })
export const toastBad = (text: string, retry?: () => void): void =>
  toast(text, retry && { label: t('action.retry'), run: retry }, 'bad')

function Item({ item }: { item: Toast }) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(item.id), item.action ? 8000 : 4000)
    return () => clearTimeout(timer)
  }, [item])
  const act = () => {
    item.action?.run()
    dismiss(item.id)
  }
  useShortcut('mod+z', act, item.action?.label === t('action.undo'))
  return (
    <div className="toast" role={item.tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={item.tone === 'bad' ? 'bad' : 'okc'} className={item.tone} />
      <span>{item.text}</span>
      {item.action && (
        <Button
          small
          quiet
          className="acc"
          label={item.action.label}
          hint={item.action.label === t('action.undo') ? 'Ctrl Z' : undefined}
          onPress={act}
        />
      )}
      <Button small quiet bare icon="x" label={t('action.close')} onPress={() => dismiss(item.id)} />
    </div>
  )
}

export function Toaster() {
  const items = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
  return (
    <div className="toasts" aria-live="polite">
      {items.map((item) => (
        <Item key={item.id} item={item} />
      ))}
    </div>
  )
}
