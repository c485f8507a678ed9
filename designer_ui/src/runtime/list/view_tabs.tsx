import { useQueries } from '@tanstack/react-query'
import { get } from '../../api/client'
import { listPath } from '../../api/queries'
import type { RecordList, View } from '../../api/types'
import { paths, useApp } from '../../app/context'
import { t } from '../../i18n'
import { Icon } from '../../kit/icon'
import { LinkTabs } from '../../kit/tabs'
import { numberText } from '../format'

const counted = (list: RecordList | undefined): string | undefined =>
  list?.count ? `${numberText(list.count.value)}${list.count.exact ? '' : '+'}` : undefined

/** How many records each view holds; not asked where there are many views. */
function useCounts(name: string, views: [string, View][]): Record<string, string | undefined> {
  const app = useApp()
  const others = views.filter(([, view]) => view.kind === 'list')
  return useQueries({
    queries: others.map(([key]) => ({
      queryKey: ['records', app.name, name, 'count', key],
      enabled: others.length <= 6,
      staleTime: 60_000,
      queryFn: () => get<RecordList>(listPath(app.name, name, { view: key, limit: 1 })),
    })),
    combine: (answers) => Object.fromEntries(answers.map((answer, index) => [others[index]![0], counted(answer.data)])),
  })
}

export function ViewTabs({ name, views, current }: { name: string; views: [string, View][]; current: string }) {
  const app = useApp()
  const counts = useCounts(name, views)
  const entries = views.map(([key, view]) => ({
    key,
    label: view.title,
    to: paths.list(app.name, name, key),
    count: counts[key],
    mark: view.kind === 'kanban' ? <Icon name="columns" /> : null,
  }))
  return <LinkTabs label={t('list.views')} entries={entries} current={current} />
}
