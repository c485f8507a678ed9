import type { FieldView, Option } from '../../api/types'
import { Icon } from '../../kit/icon'
import { hueOf } from '../../kit/marks'

interface Props {
  field: FieldView
  value: string[]
  counts: Record<string, string | undefined>
  onChange: (value: string[]) => void
}

function Mark({ field, option }: { field: FieldView; option: Option }) {
  if (!option.rule && !option.color && field.type !== 'tags') return null
  return (
    <span className="option-mark" data-h={hueOf(option.color, option.name)} aria-hidden="true">
      {option.rule ? <Icon name="bolt" /> : <span className="dot" />}
    </span>
  )
}

/** Several options to tick, each with how many records it has. */
export function FilterOptions({ field, value, counts, onChange }: Props) {
  return (
    <div className="menu options" role="group" aria-label={field.title}>
      {(field.options ?? []).map((option, index) => (
        <label key={option.name} className="mi">
          <input
            type="checkbox"
            className="vh"
            autoFocus={index === 0}
            checked={value.includes(option.name)}
            onChange={(event) =>
              onChange(event.target.checked ? [...value, option.name] : value.filter((name) => name !== option.name))
            }
          />
          <span className={`ck ${value.includes(option.name) ? 'on' : ''}`}>
            <Icon name="check" />
          </span>
          <Mark field={field} option={option} />
          <span className="grow ell">{option.title}</span>
          <span className="mut t12">{counts[option.name]}</span>
        </label>
      ))}
    </div>
  )
}
