/** What floats: dialog, side drawer, and a popover that is a bottom sheet on a phone. Loaded when first opened. */
import { lazy, Suspense, type ComponentType, type LazyExoticComponent, type ReactNode, type RefObject } from 'react'

export interface WindowProps {
  title: string
  open: boolean
  onClose: () => void
  children: ReactNode
  footer?: ReactNode
  wide?: boolean
  /** False: only its buttons close it (there is unsaved work in it). */
  dismissable?: boolean
  role?: 'dialog' | 'alertdialog'
}
export interface ConfirmProps {
  title: string
  open: boolean
  onClose: () => void
  onConfirm: () => void
  confirm: string
  danger?: boolean
  pending?: boolean
  children?: ReactNode
}
export interface PopoverProps {
  label: string
  open: boolean
  onClose: () => void
  anchor: RefObject<Element | null>
  /** Shown while pointed at: takes neither focus nor the rest of the page. */
  passing?: boolean
  children: ReactNode
}
export interface SheetProps {
  label: string
  open: boolean
  onClose: () => void
  children: ReactNode
}

const windows = () => import('./overlay_windows')

function opened<Props extends { open: boolean }>(
  Inner: LazyExoticComponent<ComponentType<Props>>,
): ComponentType<Props> {
  const Typed = Inner as ComponentType<Props>
  return (props) =>
    props.open ? (
      <Suspense fallback={null}>
        <Typed {...props} />
      </Suspense>
    ) : null
}

export const Dialog = opened(lazy(async () => ({ default: (await windows()).Dialog })))
export const Drawer = opened(lazy(async () => ({ default: (await windows()).Drawer })))
export const Confirm = opened(lazy(async () => ({ default: (await windows()).Confirm })))
export const Popover = opened(lazy(async () => ({ default: (await windows()).Popover })))
export const BottomSheet = opened(lazy(async () => ({ default: (await windows()).BottomSheet })))

/** Fetched when the page is at rest, so that the first press opens at once. */
export function preloadOverlays(): void {
  const load = () => {
    void windows()
    void import('./menu_popup')
  }
  if ('requestIdleCallback' in window) requestIdleCallback(load, { timeout: 3000 })
  else setTimeout(load, 1500)
}
