import { Icon } from '../../kit/icon'
import { t } from '../../i18n'
import type { InputProps } from './types'

/** A switch on a form, a tick in a cell; the browser's own box beneath the drawing keeps keys and focus. */
export function BooleanInput(props: InputProps) {
  const { field, value, onChange, bare } = props
  const on = value === true
  const box = (
    <input
      id={props.id}
      type="checkbox"
      role={bare ? undefined : 'switch'}
      className="over"
      checked={on}
      aria-label={field.title}
      aria-describedby={props.describedBy}
      onChange={(event) => onChange(event.target.checked)}
      onBlur={props.onBlur}
    />
  )
  if (bare) {
    return (
      <label className="cknative">
        {box}
        <span className="ck" data-on={on || undefined}>
          <Icon name="check" />
        </span>
      </label>
    )
  }
  return (
    <span className="row" style={{ minHeight: 'var(--ctl)' }}>
      <label className="cknative">
        {box}
        <span className="sw" data-on={on || undefined} />
        <span className="sec" aria-hidden="true">
          {on ? t('value.yes') : t('value.no')}
        </span>
      </label>
    </span>
  )
}
