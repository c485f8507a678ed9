/** Native buttons: light enough for every page. What opens a menu takes the trigger's properties. */
import type { ReactNode, Ref } from 'react'
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

/** What a menu gives to the button that opens it. */
export interface Trigger {
  ref: Ref<HTMLButtonElement>
  onClick: () => void
  'aria-haspopup': 'menu'
  'aria-expanded': boolean
}

function classes(look: Look): string {
  const { primary, quiet, danger, solid, small, large, wide, bare, className } = look
  return [
    'btn',
    primary && 'primary',
    quiet && 'quiet',
    danger && 'danger',
    solid && 'solid',
    small && 'sm',
    large && 'lg',
    wide && 'wide',
    bare && 'ico',
    className,
  ]
    .filter(Boolean)
    .join(' ')
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
  onPress?: () => void
  type?: 'button' | 'submit'
  disabled?: boolean
  /** At work: stays in place and focused, but does nothing more. */
  pending?: boolean
  pressed?: boolean
  trigger?: Trigger
}

export function Button(props: ButtonProps) {
  const { onPress, type = 'button', disabled, pending, pressed, trigger } = props
  const press = (event: { preventDefault: () => void }) => {
    if (pending) event.preventDefault()
    else onPress?.()
  }
  return (
    <button
      className={classes(props)}
      type={type}
      disabled={disabled}
      onClick={press}
      aria-label={props.bare ? props.label : undefined}
      title={props.bare ? props.label : undefined}
      aria-pressed={pressed}
      aria-disabled={pending || undefined}
      data-pending={pending || undefined}
      {...trigger}
    >
      {inside(props, pending)}
    </button>
  )
}

/** A link that looks like a button: it goes somewhere, so it can be opened in a new tab. */
export function LinkButton(props: Look & { to: string }) {
  return (
    <Link
      className={classes(props)}
      to={props.to}
      aria-label={props.bare ? props.label : undefined}
      title={props.bare ? props.label : undefined}
    >
      {inside(props)}
    </Link>
  )
}
