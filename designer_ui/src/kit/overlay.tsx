/** What floats: dialog, side drawer, and a popover that is a bottom sheet on a phone. */
import type { ReactNode, RefObject } from 'react'
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Popover as AriaPopover } from 'react-aria-components/Popover'
import { t } from '../i18n'
import { Button } from './button'
import { usePhone } from './media'

interface WindowProps {
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

function Head({ title, onClose }: { title: string; onClose: () => void }) {
  return (
    <div className="mhead">
      <Heading slot="title" level={2}>{title}</Heading>
      <Button quiet bare icon="x" label={t('action.close')} onPress={onClose} />
    </div>
  )
}

function Window({ side, ...props }: WindowProps & { side: boolean }) {
  const { title, open, onClose, children, footer, wide, dismissable = true, role = 'dialog' } = props
  return (
    <ModalOverlay className={`overlay ${side ? 'right' : ''}`} isOpen={open} onOpenChange={(next) => { if (!next) onClose() }} isDismissable={dismissable}>
      <Modal className={`modal ${side ? 'side-in' : `dialogw ${wide ? 'wide' : ''}`}`}>
        <AriaDialog role={role} aria-label={title}>
          <Head title={title} onClose={onClose} />
          <div className="mbody grow">{children}</div>
          {footer && <div className="mfoot">{footer}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

export const Dialog = (props: WindowProps) => <Window side={false} {...props} />
export const Drawer = (props: WindowProps) => <Window side {...props} />

interface ConfirmProps { title: string; open: boolean; onClose: () => void; onConfirm: () => void; confirm: string; danger?: boolean; pending?: boolean; children?: ReactNode }

export function Confirm({ title, open, onClose, onConfirm, confirm, danger, pending, children }: ConfirmProps) {
  const buttons = (
    <>
      <Button quiet label={t('action.cancel')} onPress={onClose} hint="Esc" />
      <Button {...(danger ? { danger: true, solid: true } : { primary: true })} label={confirm} pending={pending ?? false} onPress={onConfirm} />
    </>
  )
  return <Dialog role="alertdialog" title={title} open={open} onClose={onClose} footer={buttons}>{children}</Dialog>
}

interface PopoverProps { label: string; open: boolean; onClose: () => void; anchor: RefObject<Element | null>; children: ReactNode; padded?: boolean; sheet?: boolean }

export function Popover({ label, open, onClose, anchor, children, padded = true, sheet = true }: PopoverProps) {
  const phone = usePhone()
  const change = (next: boolean) => { if (!next) onClose() }
  if (phone && sheet) return <BottomSheet label={label} open={open} onClose={onClose}>{children}</BottomSheet>
  return (
    <AriaPopover className={`pop ${padded ? 'padded' : ''}`} isOpen={open} onOpenChange={change} triggerRef={anchor} placement="bottom start" offset={6}>
      <AriaDialog aria-label={label} style={{ outline: 0 }}>{children}</AriaDialog>
    </AriaPopover>
  )
}

export function BottomSheet({ label, open, onClose, children }: { label: string; open: boolean; onClose: () => void; children: ReactNode }) {
  return (
    <ModalOverlay className="overlay up" isOpen={open} onOpenChange={(next) => { if (!next) onClose() }} isDismissable>
      <Modal className="sheetup"><AriaDialog aria-label={label} style={{ outline: 0, padding: '4px 16px 12px' }}>{children}</AriaDialog></Modal>
    </ModalOverlay>
  )
}
