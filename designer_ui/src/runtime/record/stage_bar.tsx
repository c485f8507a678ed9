import type { Option } from '../../api/types'
import { useApp } from '../../app/context'
import { agoWords, momentWords } from '../../i18n/dates'
import { inSentence, t } from '../../i18n'
import { Icon } from '../../kit/icon'
import { Dot } from '../../kit/marks'
import { GateWindow } from '../stages/gate_window'
import { useMove } from '../stages/move'
import { comma, optionOf } from '../format'
import { stageField } from './describe'
import type { RecordContext } from './context'

/** Open stages in order and the good end; the bad end only where it has come to that. */
function pieces(options: Option[], value: string): Option[] {
  return options.filter((option) => option.closed !== 'lost' || option.name === value)
}

function Piece({
  option,
  state,
  locked,
  onPress,
}: {
  option: Option
  state: string
  locked: string | null
  onPress: () => void
}) {
  const inside = (
    <>
      {locked && <Icon name="lock" />}
      <span className="ell">{option.title}</span>
    </>
  )
  if (state.startsWith('now'))
    return (
      <li className={state} data-stage={option.name} aria-current="step">
        <span>{inside}</span>
      </li>
    )
  return (
    <li className={state} data-stage={option.name}>
      <button
        type="button"
        onClick={onPress}
        aria-label={t('stage.move_to', { to: option.title })}
        title={locked ?? undefined}
      >
        {inside}
      </button>
    </li>
  )
}

export function StageBar({ context }: { context: RecordContext }) {
  const app = useApp()
  const { name, form, record } = context
  const by = stageField(form)
  const mover = useMove(app.name, name, form, by ?? '')
  if (!by || !record[by]) return null
  const field = form.fields[by]!
  const value = String(record[by])
  const shown = pieces(field.options ?? [], value)
  const at = shown.findIndex((option) => option.name === value)
  const state = record._stage?.[by]
  const moveTo = (to: string) => state?.moves.find((each) => each.to === to)
  const next = shown[at + 1]
  const held = next ? moveTo(next.name) : undefined
  const missing = (held?.missing ?? []).map((each, place) => {
    const title = form.fields[each]?.title ?? each
    return place ? inSentence(title) : title
  })
  const closed = optionOf(field, value)?.closed
  const reason =
    held && !held.allowed
      ? missing.length
        ? t('stage.needs', { fields: missing.join(comma()), to: next!.title })
        : held.reason
      : null
  const stateOf = (index: number) => (index < at ? 'done' : index > at ? '' : `now ${closed ?? ''}`)
  const editable = record._can?.edit !== false
  return (
    <div className="stage-area">
      <div className="row w t13 stage-line">
        <span>
          {optionOf(field, value)?.title}
          {state?.entered && (
            <span className="mut" title={momentWords(state.entered)}>
              <Dot />
              {agoWords(state.entered)}
            </span>
          )}
        </span>
        {reason && (
          <span className="end sec row g1">
            <Icon name="lock" className="warn" />
            {reason}
          </span>
        )}
      </div>
      <ol className="stagebar" aria-label={field.title}>
        {shown.map((option, index) => (
          <Piece
            key={option.name}
            option={option}
            state={stateOf(index)}
            locked={index === at + 1 && reason ? reason : null}
            onPress={() => {
              if (editable) void mover.move(record, option.name)
            }}
          />
        ))}
      </ol>
      <GateWindow name={name} form={form} by={by} mover={mover} />
    </div>
  )
}
