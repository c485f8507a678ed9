import type { ReactNode } from 'react'
import { Button as AriaButton, type PressEvent } from 'react-aria-components/Button'
import { Link } from 'react-router'
import { Icon, type IconName } from './icon'
import { Kbd } from './marks'

interface Look {
  icon?: IconName | undefined
  primary?: boolean
  quiet?: boolean
  danger?: boolean
  solid?: boolean
  small?: boolean
  large?: boolean
  wide?: boolean
  hint?: string | undefined
  /** Shown as text, or spoken only when `bare`. */
  label: string
  bare?: boolean
  className?: string
}

function classes(look: Look): string {
  const { primary, quiet, danger, solid, small, large, wide, bare, className } = look
  return ['btn', primary && 'primary', quiet && 'quiet', danger && 'danger', solid && 'solid', small && 'sm', large && 'lg', wide && 'wide', bare && 'ico', className]
    .filter(Boolean).join(' ')
}

function inside(look: Look, pending?: boolean): ReactNode {
  return (
    <>
      {pending ? <span className="spin" aria-hidden="true" /> : look.icon && <Icon name={look.icon} />}
      {!look.bare && look.label}
      {look.hint && !look.bare && <Kbd>{look.hint}</Kbd>}
    </>
  )
}

interface ButtonProps extends Look {
  onPress?: (event: PressEvent) => void
  type?: 'button' | 'submit'
  disabled?: boolean
  pending?: boolean
  form?: string
  autoFocus?: boolean
  pressed?: boolean
}

export function Button(props: ButtonProps) {
  const { onPress, type = 'button', disabled, pending, form, autoFocus, pressed } = props
  return (
    <AriaButton
      className={classes(props)}
      type={type}
      isDisabled={disabled ?? false}
      isPending={pending ?? false}
      onPress={onPress}
      form={form}
      autoFocus={autoFocus}
      aria-label={props.bare ? props.label : undefined}
      aria-pressed={pressed}
    >
      {inside(props, pending)}
    </AriaButton>
  )
}

/** A link that looks like a button: it goes somewhere, so it can be opened in a new tab. */
export function LinkButton(props: Look & { to: string }) {
  return <Link className={classes(props)} to={props.to} aria-label={props.bare ? props.label : undefined}>{inside(props)}</Link>
}
