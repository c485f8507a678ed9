import { Icon, type IconName } from '../../kit/icon'
import { aria, frame, type InputProps } from './types'

const KINDS: Record<string, { type: string; mode?: 'tel' | 'email' | 'url'; icon?: IconName }> = {
  phone: { type: 'tel', mode: 'tel', icon: 'phone' },
  email: { type: 'email', mode: 'email', icon: 'mail' },
  url: { type: 'url', mode: 'url', icon: 'link' },
}

export function TextInput(props: InputProps) {
  const { field, value, onChange } = props
  const kind = KINDS[field.type]
  const text = value === null || value === undefined ? '' : String(value)
  if ((field.lines ?? 1) > 1 && !props.bare) {
    return (
      <textarea
        className={frame(props, 'area')}
        {...aria(props)}
        rows={Math.min(field.lines ?? 3, 12)}
        value={text}
        placeholder={field.placeholder ?? undefined}
        maxLength={typeof field.max === 'number' ? field.max : undefined}
        onChange={(event) => onChange(event.target.value)}
        onBlur={props.onBlur}
      />
    )
  }
  return (
    <span className={frame(props)}>
      <input
        {...aria(props)}
        type={kind?.type ?? 'text'}
        inputMode={kind?.mode}
        value={text}
        placeholder={field.placeholder ?? undefined}
        autoComplete="off"
        maxLength={typeof field.max === 'number' ? field.max : undefined}
        onChange={(event) => onChange(event.target.value)}
        onBlur={props.onBlur}
      />
      {kind?.icon && !props.bare && <Icon name={kind.icon} />}
    </span>
  )
}
