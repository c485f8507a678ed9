/** A board: one column a stage with its totals; cards move by mouse, touch, keyboard or menu. */
import { useState } from 'react'
import type { FormView, Option, RecordData, View } from '../../api/types'
import { useApp } from '../../app/context'
import { t } from '../../i18n'
import { Empty } from '../../kit/states'
import './board.css'
import { Column } from './column'
import { GateWindow } from '../stages/gate_window'
import { useMove } from '../stages/move'

interface Props {
  name: string
  form: FormView
  view: View
  viewName: string
  filter: string | null
  q: string
}

export default function Board({ name, form, view, viewName, filter, q }: Props) {
  const app = useApp()
  const by = view.by ?? Object.keys(form.fields).find((key) => form.fields[key]!.type === 'stage') ?? ''
  const field = form.fields[by]
  const [held, hold] = useState<RecordData | null>(null)
  const mover = useMove(app.name, name, form, by)
  if (!field?.options) return <Empty title={t('kanban.no_stage')} />
  const options: Option[] = field.options
  return (
    <div className="board" role="group" aria-label={view.title}>
      {options.map((option) => (
        <Column
          key={option.name}
          board={{ name, form, view, viewName, filter, q, by, options }}
          option={option}
          held={held}
          hold={hold}
          onMove={(record, to) => void mover.move(record, to)}
          moving={mover.moving}
        />
      ))}
      <GateWindow name={name} form={form} by={by} mover={mover} />
    </div>
  )
}
