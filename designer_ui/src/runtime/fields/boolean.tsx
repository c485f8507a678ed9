import { Checkbox } from 'react-aria-components/Checkbox'
import { Switch } from 'react-aria-components/Switch'
import { Icon } from '../../kit/icon'
import { t } from '../../i18n'
import type { InputProps } from './types'

export function BooleanInput(props: InputProps) {
  const { field, value, onChange, bare } = props
  const on = value === true
  const shared = {
    isSelected: on,
    onChange: (next: boolean) => onChange(next),
    onBlur: props.onBlur,
    'aria-label': field.title,
  }
  if (bare) {
    return (
      <Checkbox className="cknative" {...shared}>
        <span className="ck" data-on={on || undefined}>
          <Icon name="check" />
        </span>
      </Checkbox>
    )
  }
  return (
    <span className="row" style={{ minHeight: 'var(--ctl)' }}>
      <Switch className="cknative" {...shared} id={props.id} aria-describedby={props.describedBy}>
        <span className="sw" data-on={on || undefined} />
        <span className="sec" aria-hidden="true">
          {on ? t('value.yes') : t('value.no')}
        </span>
      </Switch>
    </span>
  )
}
