import type { ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Icon, type IconName } from './icon'
import { Kbd } from './marks'

export interface MenuEntry {
  id: string
  label: string
  icon?: IconName | undefined
  hint?: string
  detail?: string | undefined
  danger?: boolean
  disabled?: boolean
  mark?: ReactNode
}

/** `children` is the button that opens it. */
export function Menu({ children, label, entries, onChoose }: { children: ReactNode; label: string; entries: MenuEntry[]; onChoose: (id: string) => void }) {
  return (
    <MenuTrigger>
      {children}
      <Popover className="pop" placement="bottom end" offset={6}>
        <AriaMenu className="menu" aria-label={label} items={entries} onAction={(id) => onChoose(String(id))}>
          {(entry) => (
            <MenuItem id={entry.id} className={`mi ${entry.danger ? 'bad' : ''}`} textValue={entry.label} isDisabled={entry.disabled ?? false}>
              {entry.mark ?? (entry.icon && <Icon name={entry.icon} />)}
              <span className="grow">{entry.label}{entry.detail && <span className="d"> {entry.detail}</span>}</span>
              {entry.hint && <Kbd>{entry.hint}</Kbd>}
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
