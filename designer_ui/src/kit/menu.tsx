import { lazy, Suspense, useRef, useState, type ReactNode } from 'react'
import type { Trigger } from './button'
import type { IconName } from './icon'

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

const MenuPopup = lazy(() => import('./menu_popup'))

/** `children` draws the button that opens it; the menu itself is loaded when it is first opened. */
export function Menu({
  children,
  label,
  entries,
  onChoose,
}: {
  children: (trigger: Trigger) => ReactNode
  label: string
  entries: MenuEntry[]
  onChoose: (id: string) => void
}) {
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      {children({ ref: anchor, onClick: () => setOpen(!open), 'aria-haspopup': 'menu', 'aria-expanded': open })}
      {open && (
        <Suspense fallback={null}>
          <MenuPopup
            anchor={anchor}
            label={label}
            entries={entries}
            onChoose={onChoose}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
