import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Popover as AriaPopover } from 'react-aria-components/Popover'
import { t } from '../i18n'
import { Button } from './button'
import { usePhone } from './media'
import type { ConfirmProps, PopoverProps, SheetProps, WindowProps } from './overlay'

interface FrameProps {
  className: string
  modal: string
  onClose: () => void
  dismissable: boolean
  role: 'dialog' | 'alertdialog'
  label: string
  children: ReactNode
}

function Frame({ className, modal, onClose, dismissable, role, label, children }: FrameProps) {
  return (
    <ModalOverlay
      className={`overlay ${className}`}
      isOpen
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
      isDismissable={dismissable}
    >
      <Modal className={modal}>
        <AriaDialog role={role} aria-label={label}>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

function Window({ side, ...props }: WindowProps & { side: boolean }) {
  const { title, onClose, children, footer, wide, dismissable = true, role = 'dialog' } = props
  return (
    <Frame
      className={side ? 'right' : ''}
      modal={`modal ${side ? 'side-in' : `dialogw ${wide ? 'wide' : ''}`}`}
      onClose={onClose}
      dismissable={dismissable}
      role={role}
      label={title}
    >
      <div className="mhead">
        <Heading slot="title" level={2}>
          {title}
        </Heading>
        <Button quiet bare icon="x" label={t('action.close')} onPress={onClose} />
      </div>
      <div className="mbody grow">{children}</div>
      {footer && <div className="mfoot">{footer}</div>}
    </Frame>
  )
}

export const Dialog = (props: WindowProps) => <Window side={false} {...props} />
export const Drawer = (props: WindowProps) => <Window side {...props} />

export function Confirm({ title, open, onClose, onConfirm, confirm, danger, pending, children }: ConfirmProps) {
  const buttons = (
    <>
      <Button quiet label={t('action.cancel')} onPress={onClose} hint="Esc" />
      <Button
        {...(danger ? { danger: true, solid: true } : { primary: true })}
        label={confirm}
        pending={pending ?? false}
        onPress={onConfirm}
      />
    </>
  )
  return (
    <Dialog role="alertdialog" title={title} open={open} onClose={onClose} footer={buttons}>
      {children}
    </Dialog>
  )
}

export function BottomSheet({ label, onClose, children }: SheetProps) {
  return (
    <Frame className="up" modal="sheetup" onClose={onClose} dismissable role="dialog" label={label}>
      <div className="sheet-body">{children}</div>
    </Frame>
  )
}

export function Popover({ label, open, onClose, anchor, passing = false, children }: PopoverProps) {
  const phone = usePhone()
  if (phone)
    return (
      <BottomSheet label={label} open={open} onClose={onClose}>
        {children}
      </BottomSheet>
    )
  return (
    <AriaPopover
      className="pop padded"
      isOpen
      isNonModal={passing}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
      triggerRef={anchor}
      placement="bottom start"
      offset={6}
    >
      {passing ? children : <AriaDialog aria-label={label}>{children}</AriaDialog>}
    </AriaPopover>
  )
}
