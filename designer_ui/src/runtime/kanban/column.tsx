import { GridList, GridListItem } from 'react-aria-components/GridList'
import { useDragAndDrop } from 'react-aria-components/useDragAndDrop'
import { useNavigate } from 'react-router'
import { useRecordPages } from '../../api/queries'
import type { Option, RecordData } from '../../api/types'
import { paths, useApp } from '../../app/context'
import { t } from '../../i18n'
import { shareOf, StageRing } from '../../kit/stage'
import { More } from '../../kit/states'
import { optionText } from '../list/filter'
import { numberText, summaryText, unitOf } from '../format'
import { labelOf } from '../values'
import type { BoardView } from './board_view'
import { Card } from './card'
import type { Moving } from '../stages/move'

interface Props {
  board: BoardView
  option: Option
  held: RecordData | null
  hold: (record: RecordData | null) => void
  onMove: (record: RecordData, to: string) => void
  moving: Moving
}

const TYPE = 'dougong-record'

function useColumn(board: BoardView, option: Option) {
  const app = useApp()
  const parts = [`${board.by} = ${optionText(board.form, option.name)}`, ...(board.filter ? [`(${board.filter})`] : [])]
  return useRecordPages(app.name, board.name, {
    view: board.viewName,
    filter: parts.join(' and '),
    q: board.q,
    totals: board.view.totals?.join(',') ?? null,
    limit: 30,
  })
}

function Head({
  board,
  option,
  count,
  totals,
}: {
  board: BoardView
  option: Option
  count: string
  totals: Record<string, number | null> | undefined
}) {
  const app = useApp()
  return (
    <header className="col-head">
      <h2 className="st">
        <StageRing share={shareOf(board.options, option.name)} closed={option.closed} />
        {option.title}
        <span className="mut">{count}</span>
      </h2>
      {(board.view.totals ?? []).map((name) => {
        const value = totals?.[name]
        const field = board.form.fields[name]
        if (typeof value !== 'number' || !field) return null
        const short = summaryText(value)
        return (
          <span key={name} className="mut t12" title={`${numberText(value)} ${unitOf(field, app.currency)}`}>
            {field.title}{' '}
            <b className="sec">
              {short.figure}
              {short.unit && ` ${short.unit}`}
            </b>
          </span>
        )
      })}
    </header>
  )
}

export function Column({ board, option, held, hold, onMove, moving }: Props) {
  const app = useApp()
  const navigate = useNavigate()
  const pages = useColumn(board, option)
  const all = pages.data?.pages.flatMap((page) => page.records) ?? []
  const arriving = held && moving[held.id] === option.name && !all.some((record) => record.id === held.id) ? [held] : []
  const records = [...arriving, ...all].filter((record) => (moving[record.id] ?? option.name) === option.name)
  const first = pages.data?.pages[0]
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) =>
      [...keys].map((key) => ({
        [TYPE]: String(key),
        'text/plain': labelOf(
          all.find((record) => record.id === key)!,
          board.form,
        ),
      })),
    getAllowedDropOperations: () => ['move'],
    onDragStart: ({ keys }) => hold(all.find((record) => record.id === [...keys][0]) ?? null),
    acceptedDragTypes: [TYPE],
    getDropOperation: (target) => (target.type === 'root' && held?.[board.by] !== option.name ? 'move' : 'cancel'),
    onRootDrop: () => {
      if (held) onMove(held, option.name)
    },
  })
  const count = first?.count ? `${numberText(first.count.value)}${first.count.exact ? '' : '+'}` : ''
  return (
    <section className="board-col" data-stage={option.name} aria-label={option.title}>
      <Head board={board} option={option} count={count} totals={first?.totals} />
      <GridList
        className="cards"
        aria-label={option.title}
        items={records}
        dragAndDropHooks={dragAndDropHooks}
        selectionMode="none"
        onAction={(id) => void navigate(paths.record(app.name, board.name, String(id)))}
        renderEmptyState={() => <p className="hint drop-hint">{pages.isPending ? '' : t('kanban.none')}</p>}
        dependencies={[moving, board]}
      >
        {(record) => (
          <GridListItem
            id={record.id}
            className="card"
            textValue={labelOf(record, board.form)}
            data-record-id={record.id}
          >
            <Card
              board={board}
              record={record}
              onMove={(to) => {
                hold(record)
                onMove(record, to)
              }}
            />
          </GridListItem>
        )}
      </GridList>
      <More pages={pages} />
    </section>
  )
}
