/** Tags of a record: those that a rule keeps say why they are there. */
import type { FieldView, Option } from '../../api/types'
import { Icon } from '../../kit/icon'
import { Chip, hueOf } from '../../kit/marks'
import { comma, optionOf } from '../format'
import { aboutTag, type Of } from './about'
import { Explained } from './explained'

function TagChip({ option, group, of }: { option: Option; group: string; of: Of | undefined }) {
  const hue = hueOf(option.color, option.name)
  if (!option.rule) return <Chip hue={hue}>{option.title}</Chip>
  if (!of)
    return (
      <Chip hue={hue} icon="bolt">
        {option.title}
      </Chip>
    )
  return (
    <Explained question={aboutTag(of, group, option)} className="chip tap">
      <Icon name="bolt" />
      {option.title}
    </Explained>
  )
}

/** At most `most` of them, those of rules first; the others are a number. */
export function Tags({ field, names, most, of }: { field: FieldView; names: string[]; most: number; of?: Of }) {
  const options = names.map((name): Option => optionOf(field, name) ?? { name, title: name })
  const ordered = [...options.filter((option) => option.rule), ...options.filter((option) => !option.rule)]
  const rest = ordered.slice(most).map((option) => option.title)
  return (
    <span className={`row g1 tags ${most > 2 ? 'w' : ''}`}>
      {ordered.slice(0, most).map((option) => (
        <TagChip key={option.name} option={option} group={field.title} of={of} />
      ))}
      {rest.length > 0 && (
        <span className="chip ghost" title={rest.join(comma())}>
          +{rest.length}
        </span>
      )}
    </span>
  )
}
