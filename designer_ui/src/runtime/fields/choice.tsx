import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Button, Select, SelectValue } from 'react-aria-components/Select'
import type { Option } from '../../api/types'
import { t } from '../../i18n'
import { Icon } from '../../kit/icon'
import { shareOf, StageRing } from '../../kit/stage'
import { frame, type InputProps } from './types'

const NONE = ' none'

/** Two or three short options stand side by side; more open a list. */
function asButtons({ field, bare }: InputProps): boolean {
  const options = field.options ?? []
  if (bare || field.type === 'stage' || field.style === 'menu') return false
  return (
    field.style === 'buttons' ||
    field.style === 'radio' ||
    (options.length > 1 && options.length <= 3 && options.every((option) => option.title.length <= 8))
  )
}

function Buttons(props: InputProps) {
  const { field, value, onChange } = props
  return (
    <div
      className="seg wide"
      role="radiogroup"
      aria-labelledby={`${props.id}-label`}
      aria-describedby={props.describedBy}
      aria-invalid={props.invalid || undefined}
      aria-required={props.required || undefined}
    >
      {(field.options ?? []).map((option) => (
        <label key={option.name}>
          <input
            type="radio"
            name={props.id}
            className="over"
            checked={option.name === value}
            onChange={() => onChange(option.name)}
            onClick={() => {
              if (option.name === value && !props.required) onChange(null)
            }}
            onBlur={props.onBlur}
          />
          <span className="ell">{option.title}</span>
        </label>
      ))}
    </div>
  )
}

function Mark({ options, option, stage }: { options: Option[]; option: Option | undefined; stage: boolean }) {
  return stage && option ? (
    <span className="st">
      <StageRing share={shareOf(options, option.name)} closed={option.closed} />
    </span>
  ) : null
}

function Menu(props: InputProps) {
  const { field, value, onChange } = props
  const options = field.options ?? []
  const chosen = options.find((option) => option.name === value)
  const stage = field.type === 'stage'
  const items = props.required || !value ? options : [{ name: NONE, title: t('form.no_choice') }, ...options]
  return (
    <Select
      aria-labelledby={props.bare ? undefined : `${props.id}-label`}
      aria-label={props.bare ? field.title : undefined}
      aria-describedby={props.describedBy}
      value={value ? String(value) : null}
      onChange={(key) => onChange(key === null || key === NONE ? null : String(key))}
      isInvalid={props.invalid}
      onOpenChange={(open) => {
        if (!open) props.onBlur?.()
      }}
    >
      <Button id={props.id} className={frame(props)}>
        <Mark options={options} option={chosen} stage={stage} />
        <SelectValue className={`grow ell ${chosen ? '' : 'ph'}`}>
          {chosen?.title ?? field.placeholder ?? (props.bare ? '' : t('form.choose'))}
        </SelectValue>
        <Icon name="down" />
      </Button>
      <Popover className="pop" offset={4}>
        <ListBox className="menu" items={items} aria-label={field.title}>
          {(option) => (
            <ListBoxItem id={option.name} className="mi" textValue={option.title}>
              <Mark options={options} option={option} stage={stage} />
              <span className="grow">{option.title}</span>
              {option.name === value && <Icon name="check" />}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}

export function ChoiceInput(props: InputProps) {
  return asButtons(props) ? <Buttons {...props} /> : <Menu {...props} />
}
