/** Search and commands: records first, then what can be done, then places. */
import { useQueries } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Input } from 'react-aria-components/Input'
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { Header } from 'react-aria-components/Header'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { SearchField } from 'react-aria-components/SearchField'
import { useNavigate } from 'react-router'
import { get } from '../api/client'
import { listPath } from '../api/queries'
import type { App, RecordList } from '../api/types'
import { t } from '../i18n'
import { Icon, iconNamed, type IconName } from '../kit/icon'
import { Kbd } from '../kit/marks'
import { labelOf } from '../runtime/values'
import { paths, useOpen } from './context'
import './palette.css'
import { targetOf } from './side'
import { useCreatable } from './tabbar'
import { useUserEntries } from './user_menu'

interface Entry {
  id: string
  label: string
  icon: IconName
  detail?: string | undefined
  run: () => void
}
interface Group {
  title: string
  entries: Entry[]
}

/** Forms that can be searched by text, at most five so that a key costs little. */
function searchable(app: App): string[] {
  const inMenu = app.menu
    .flatMap((group) => group.items)
    .filter((item) => item.kind === 'form')
    .map((item) => item.name)
  return [...new Set(inMenu)]
    .filter((name) => Object.values(app.forms[name]?.fields ?? {}).some((field) => field.search))
    .slice(0, 5)
}

function useRecordsFound(text: string): { form: string; records: RecordList['records'] }[] {
  const { app } = useOpen()
  const forms = text.length >= 1 ? searchable(app) : []
  return useQueries({
    queries: forms.map((form) => ({
      queryKey: ['records', app.name, form, 'find', text],
      queryFn: () => get<RecordList>(listPath(app.name, form, { q: text, limit: 4 })),
      staleTime: 30_000,
    })),
    combine: (answers) =>
      answers.map((answer, index) => ({ form: forms[index]!, records: answer.data?.records ?? [] })),
  })
}

function usePlaces(): Group[] {
  const { app } = useOpen()
  const navigate = useNavigate()
  const { entries, choose } = useUserEntries()
  const go = (to: string) => () => void navigate(to)
  const places: Entry[] = app.menu
    .flatMap((group) => group.items)
    .map((item) => ({
      id: `${item.kind}/${item.name}/${item.view ?? ''}`,
      label: item.title ?? t('nav.tasks'),
      icon: iconNamed(item.icon, item.kind === 'dashboard' ? 'chart' : item.kind === 'inbox' ? 'inbox' : 'list'),
      run: go(targetOf(app.name, item)),
    }))
  const views: Entry[] = Object.entries(app.forms).flatMap(([name, form]) =>
    Object.entries(form.views)
      .filter(([, view]) => view.kind !== 'page')
      .map(([key, view]) => ({
        id: `view/${name}/${key}`,
        label: view.title,
        detail: form.title,
        icon: view.kind === 'kanban' ? ('columns' as const) : ('list' as const),
        run: go(paths.list(app.name, name, key)),
      })),
  )
  const create: Entry[] = useCreatable().map((form) => ({
    id: `new/${form.name}`,
    label: t('form.new_named', { name: form.title }),
    icon: 'plus',
    run: go(paths.create(app.name, form.name)),
  }))
  const home: Entry[] = [{ id: 'home', label: t('nav.home'), icon: 'home', run: go(paths.home(app.name)) }]
  const dashboards: Entry[] = Object.entries(app.dashboards).map(([name, board]) => ({
    id: `dashboard/${name}/`,
    label: board.title,
    icon: 'chart',
    run: go(paths.dashboard(app.name, name)),
  }))
  const seen = new Set<string>()
  const unique = [...home, ...places, ...dashboards, ...views].filter(
    (entry) => !seen.has(entry.id) && seen.add(entry.id),
  )
  return [
    { title: t('palette.do'), entries: create },
    { title: t('palette.go'), entries: unique },
    {
      title: t('me.menu'),
      entries: entries.map((entry) => ({
        id: `me/${entry.id}`,
        label: entry.label,
        detail: entry.detail,
        icon: entry.icon!,
        run: () => choose(entry.id),
      })),
    },
  ]
}

const matches = (entry: Entry, text: string): boolean =>
  `${entry.label} ${entry.detail ?? ''}`.toLowerCase().includes(text.toLowerCase())

function Row({ entry, onRun }: { entry: Entry; onRun: () => void }) {
  return (
    <MenuItem id={entry.id} className="mi" textValue={entry.label} onAction={onRun}>
      <Icon name={entry.icon} />
      <span className="ell">{entry.label}</span>
      {entry.detail && <span className="end mut t12">{entry.detail}</span>}
    </MenuItem>
  )
}

export default function Palette({ onClose }: { onClose: () => void }) {
  const { app } = useOpen()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const found = useRecordsFound(wanted)
  const records: Group[] = found.map(({ form, records: items }) => ({
    title: app.forms[form]!.title,
    entries: items.map((record) => ({
      id: `record/${form}/${record.id}`,
      label: labelOf(record, app.forms[form]),
      icon: iconNamed(app.forms[form]!.icon, 'right'),
      run: () => void navigate(paths.record(app.name, form, record.id)),
    })),
  }))
  const places = usePlaces().map((group) => ({
    ...group,
    entries: group.entries.filter((entry) => matches(entry, wanted)).slice(0, wanted ? 6 : 8),
  }))
  const groups = [...records, ...places].filter((group) => group.entries.length)
  return (
    <ModalOverlay
      className="overlay palette"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className="pop cmd">
        <Dialog aria-label={t('palette.find')}>
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField className="q" aria-label={t('palette.find')} autoFocus>
              <Icon name="search" large />
              <Input placeholder={t('palette.find')} />
              <Kbd>Esc</Kbd>
            </SearchField>
            <Menu
              className="palette-list"
              aria-label={t('palette.results')}
              renderEmptyState={() => <div className="empty">{t('palette.none', { text: wanted })}</div>}
            >
              {groups.map((group) => (
                <MenuSection key={group.title} id={group.title}>
                  <Header className="sech">{group.title}</Header>
                  {group.entries.map((entry) => (
                    <Row
                      key={entry.id}
                      entry={entry}
                      onRun={() => {
                        onClose()
                        entry.run()
                      }}
                    />
                  ))}
                </MenuSection>
              ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
