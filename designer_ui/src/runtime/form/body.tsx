import { useState } from 'react'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { FieldBox } from '../fields/box'
import type { CellState } from '../fields/types'
import { siblingValues } from '../fields/reference'
import type { FieldView } from '../../api/types'
import { blocksOf, isRequired, shownOf, spanOf, type Block } from './layout'
import type { FormOptions, FormState } from './state'

interface Props {
  options: FormOptions
  state: FormState
  only?: string[] | undefined
}

/** One text a path, for the cells of a table. */
function byPath(state: FormState): Record<string, string> {
  return Object.fromEntries(Object.entries(state.problems).map(([path, texts]) => [path, texts[0]!]))
}

/** The field with the options that may be chosen now; what is chosen already stays. */
export function withOffered(field: FieldView, value: unknown, offered: Record<string, boolean> | undefined): FieldView {
  if (!offered || !field.options) return field
  const chosen = Array.isArray(value) ? (value as unknown[]) : [value]
  return {
    ...field,
    options: field.options.filter((option) => offered[option.name] !== false || chosen.includes(option.name)),
  }
}

function tableNote(state: FormState, block: Block): string | null {
  for (const [path, texts] of Object.entries(state.problems)) {
    const match = /^(\w+)\[(\d+)\]/.exec(path)
    if (match && block.fields.some(([name]) => name === match[1]))
      return t('table.problem', { n: Number(match[2]) + 1, text: texts[0]! })
  }
  return null
}

function Section({ options, state, block, titled }: Props & { block: Block; titled: boolean }) {
  const [folded, fold] = useState(block.folded)
  const { app, name, form, record } = options
  const fields = shownOf(block, state, record === null)
  if (!fields.length) return null
  const note = tableNote(state, block)
  return (
    <section className="fsec" id={`section-${block.name}`} aria-label={block.title || undefined}>
      {titled && (block.title || block.folded) && (
        <h2>
          {block.title || t('form.more')}
          {note && <span className="bad t12">{note}</span>}
          {block.folded && (
            <Button
              small
              quiet
              className="end"
              icon={folded ? 'down' : 'up'}
              label={folded ? t('action.unfold') : t('action.fold')}
              onPress={() => fold(!folded)}
            />
          )}
        </h2>
      )}
      {!folded && (
        <div className="fgrid">
          {fields.map(([each, field]) => (
            <div key={each} className={`c${spanOf(field, block.columns)}`}>
              <FieldBox
                name={each}
                field={withOffered(field, state.values[each], state.offered[each])}
                value={state.values[each]}
                onChange={(value) => state.set(each, value)}
                onBlur={() => state.touch(each)}
                place={{ app, form: name, path: each }}
                required={isRequired(each, field, state)}
                readonly={state.evaluation.readonly[each] ?? false}
                problems={state.problems[each] ?? []}
                byPath={byPath(state)}
                cellState={cellState(state, each)}
                siblings={siblingValues(state.values, form.fields)}
              />
            </div>
          ))}
        </div>
      )}
    </section>
  )
}

/** What rules say about the cells of a table. */
const cellState =
  (state: FormState, table: string) =>
  (row: number, column: string, field: FieldView, value: unknown): CellState => {
    const path = `${table}[${row}].${column}`
    const { visible, required, readonly } = state.evaluation
    return {
      field: withOffered(field, value, state.offered[path]),
      visible: visible[path] ?? field.visible !== false,
      required: field.level === 'required' || (required[path] ?? field.required === true),
      readonly: readonly[path] ?? false,
    }
  }

export function FormBody(props: Props) {
  const blocks = blocksOf(props.options.form, props.only)
  return (
    <>
      {blocks.map((block) => (
        <Section key={block.name} {...props} block={block} titled={!props.only} />
      ))}
    </>
  )
}
