/** Several options, tags, people or records: chips, and a box that adds one. */
import { useRef, useState } from 'react'
import { ComboBox, Input } from 'react-aria-components/ComboBox'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import type { Reference, Value } from '../../api/types'
import { t } from '../../i18n'
import { Icon } from '../../kit/icon'
import { composing } from '../../kit/keys'
import { hueOf } from '../../kit/marks'
import { isReference } from '../values'
import { useChoices } from './reference'
import { frame, type InputProps } from './types'

interface Entry {
  id: string
  label: string
  hue: string
  rule: boolean
}

function entryOf(item: string | Reference, props: InputProps): Entry {
  if (isReference(item)) return { id: item.id, label: item.label, hue: 'gray', rule: false }
  const option = props.field.options?.find((each) => each.name === item)
  const colored = props.field.type === 'tags' || option?.color
  return {
    id: item,
    label: option?.title ?? item,
    hue: colored ? hueOf(option?.color, item) : 'gray',
    rule: option?.rule ?? false,
  }
}

function Chips({ entries, remove }: { entries: Entry[]; remove: (id: string) => void }) {
  return (
    <>
      {entries.map((entry) => (
        <span key={entry.id} className="chip" data-h={entry.hue}>
          {entry.rule && <Icon name="bolt" />}
          {entry.label}
          {!entry.rule && (
            <button
              type="button"
              aria-label={t('action.remove_named', { name: entry.label })}
              onClick={() => remove(entry.id)}
            >
              <Icon name="x" />
            </button>
          )}
        </span>
      ))}
    </>
  )
}

export function ManyInput(props: InputProps) {
  const { field, onChange } = props
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLSpanElement>(null)
  const people = field.type === 'user' || field.type === 'reference'
  const items = (props.value ?? []) as (string | Reference)[]
  const entries = items.map((item) => entryOf(item, props))
  const taken = new Set(entries.map((entry) => entry.id))
  const found = useChoices(props, text, people && open)
  const options: Reference[] = people
    ? found.items
    : (field.options ?? [])
        .filter((option) => !option.rule && option.title.toLowerCase().includes(text.toLowerCase()))
        .map((option) => ({ id: option.name, label: option.title }))
  const offered = options.filter((option) => !taken.has(option.id))
  const add = (id: string | number | null) => {
    const option = offered.find((each) => each.id === id)
    if (option) onChange([...items, people ? option : option.id] as Value)
    setText('')
  }
  const addFree = () => {
    const name = text.trim()
    if (name && !taken.has(name)) onChange([...items, name] as Value)
    setText('')
  }
  const remove = (id: string) => onChange(items.filter((item) => (isReference(item) ? item.id : item) !== id) as Value)
  return (
    <ComboBox
      aria-label={field.title}
      menuTrigger="focus"
      inputValue={text}
      onInputChange={setText}
      selectedKey={null}
      onSelectionChange={add}
      items={offered}
      defaultFilter={() => true}
      allowsEmptyCollection
      onOpenChange={setOpen}
      onBlur={props.onBlur}
      isInvalid={props.invalid}
    >
      <span className={frame(props, 'tokens')} ref={anchor}>
        <Chips entries={entries} remove={remove} />
        <Input
          id={props.id}
          placeholder={entries.length ? '' : (field.placeholder ?? t('form.add'))}
          aria-describedby={props.describedBy}
          onKeyDown={(event) => {
            if (composing(event)) return
            if (event.key === 'Enter' && field.free && text.trim() && offered.length === 0) {
              event.preventDefault()
              addFree()
            }
            if (event.key === 'Backspace' && !text) {
              const last = entries.findLast((entry) => !entry.rule)
              if (last) remove(last.id)
            }
          }}
        />
      </span>
      <Popover className="pop" offset={4} triggerRef={anchor} placement="bottom start">
        <ListBox
          className="menu"
          items={offered}
          renderEmptyState={() => (
            <div className="hint pad">
              {field.free && text ? t('choices.enter_adds', { text }) : t('choices.empty')}
            </div>
          )}
        >
          {(item) => (
            <ListBoxItem id={item.id} className="mi" textValue={item.label}>
              {item.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
