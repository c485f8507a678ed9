/** Hints from the server say what changed; the page reads it again through the normal way. */
import { useEffect } from 'react'
import { client } from '../api/queries'
import { toast } from '../kit/toast'
import { t } from '../i18n'

const BY_TOPIC: Record<string, string[]> = {
  tasks: ['tasks'],
  task: ['tasks'],
  notices: ['notices'],
  notice: ['notices'],
  report: ['report'],
  reports: ['report'],
  clock: ['session', 'tasks', 'notices', 'records'],
}

function refresh(app: string, topic: string): void {
  const [area, of, form] = topic.split('/')
  if (area === 'records') {
    if (of !== app) return
    void client.invalidateQueries({ queryKey: form ? ['records', app, form] : ['records', app] })
    void client.invalidateQueries({ queryKey: ['timeline', app] })
    void client.invalidateQueries({ queryKey: ['report', app] })
  } else if (area === 'version') {
    toast(t('toast.new_version'), { label: t('action.reload'), run: () => location.reload() })
  } else {
    for (const key of BY_TOPIC[area ?? ''] ?? []) void client.invalidateQueries({ queryKey: [key] })
  }
}

/** Hints are joined for 300 ms, so a burst of writes reads once. */
export function useEvents(app: string): void {
  useEffect(() => {
    if (typeof EventSource === 'undefined') return
    const waiting = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const source = new EventSource('/api/events')
    const hear = (event: MessageEvent<string>) => {
      try {
        waiting.add((JSON.parse(event.data) as { topic: string }).topic)
      } catch {
        return
      }
      timer ??= setTimeout(() => {
        timer = undefined
        waiting.forEach((topic) => refresh(app, topic))
        waiting.clear()
      }, 300)
    }
    source.addEventListener('hint', hear)
    // After a gap the hints in between are lost: read everything that is shown.
    let opened = false
    source.addEventListener('open', () => {
      if (opened) void client.invalidateQueries({ refetchType: 'active' })
      opened = true
    })
    return () => {
      source.close()
      clearTimeout(timer)
    }
  }, [app])
}
