import type { RefObject } from 'react'
import { Menu, MenuItem } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Icon } from './icon'
import { Kbd } from './marks'
import type { MenuEntry } from './menu'

interface Props {
  anchor: RefObject<HTMLElement | null>
  label: string
  entries: MenuEntry[]
  onChoose: (id: string) => void
  onClose: () => void
}

export default function MenuPopup({ anchor, label, entries, onChoose, onClose }: Props) {
  return (
    <Popover
      className="pop"
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      triggerRef={anchor}
      placement="bottom end"
      offset={6}
    >
      <Menu
        className="menu"
        aria-label={label}
        items={entries}
        onAction={(id) => {
          onClose()
          onChoose(String(id))
        }}
        onClose={onClose}
        autoFocus="first"
      >
        {(entry) => (
          <MenuItem
            id={entry.id}
            className={`mi ${entry.danger ? 'bad' : ''}`}
            textValue={entry.label}
            isDisabled={entry.disabled ?? false}
          >
            {entry.mark ?? (entry.icon && <Icon name={entry.icon} />)}
            <span className="grow">
              {entry.label}
              {entry.detail && <span className="d"> {entry.detail}</span>}
            </span>
            {entry.hint && <Kbd>{entry.hint}</Kbd>}
          </MenuItem>
        )}
      </Menu>
    </Popover>
  )
}
