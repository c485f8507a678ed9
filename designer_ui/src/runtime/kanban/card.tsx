import { Button as CardButton } from 'react-aria-components/Button'
import type { RecordData, Value } from '../../api/types'
import { t } from '../../i18n'
import { Icon } from '../../kit/icon'
import { Menu } from '../../kit/menu'
import { shareOf, StageRing } from '../../kit/stage'
import { FieldValue } from '../fields/value'
import { isEmpty, labelOf } from '../values'
import type { BoardView } from './board_view'

function cardFields(board: BoardView): string[] {
  const shown = (board.view.show ?? []).filter((name) => board.form.fields[name] && name !== board.by)
  return shown.length
    ? shown
    : Object.keys(board.form.fields)
        .filter((name) => name !== board.by)
        .slice(0, 4)
}

/** One record on the board; its menu moves it where dragging is awkward. */
export function Card({
  board,
  record,
  onMove,
}: {
  board: BoardView
  record: RecordData
  onMove: (to: string) => void
}) {
  const names = cardFields(board)
  const label = labelOf(record, board.form)
  const rest = names.filter((name) => name !== board.form.label_field && !isEmpty(record[name]))
  return (
    <>
      <div className="row">
        <span className="card-title grow">{label}</span>
        <Menu
          label={t('kanban.move_to')}
          entries={board.options
            .filter((option) => option.name !== record[board.by])
            .map((option) => ({
              id: option.name,
              label: option.title,
              mark: (
                <span className="st">
                  <StageRing share={shareOf(board.options, option.name)} closed={option.closed} />
                </span>
              ),
            }))}
          onChoose={onMove}
        >
          {({ onClick, ...trigger }) => (
            <CardButton
              className="btn sm quiet ico"
              aria-label={t('kanban.move', { name: label })}
              onPress={onClick}
              {...trigger}
            >
              <Icon name="more" />
            </CardButton>
          )}
        </Menu>
      </div>
      <div className="card-facts">
        {rest.map((name) => (
          <span key={name} title={board.form.fields[name]!.title}>
            <FieldValue
              field={board.form.fields[name]!}
              value={record[name] as Value}
              plain
              of={{ form: board.name, id: record.id }}
            />
          </span>
        ))}
      </div>
      <CardButton slot="drag" className="card-grip" aria-label={t('kanban.drag', { name: label })}>
        <Icon name="drag" />
      </CardButton>
    </>
  )
}
