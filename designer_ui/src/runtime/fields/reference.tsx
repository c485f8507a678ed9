/** Search and choose a record or a person; the server says which may be chosen. */
import { useContext, useEffect, useRef, useState } from 'react'
import { ComboBox, ComboBoxStateContext, Input } from 'react-aria-components/ComboBox'
import { Button } from 'react-aria-components/Button'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { choices } from '../../api/queries'
import type { Reference } from '../../api/types'
import { t } from '../../i18n'
import { Icon } from '../../kit/icon'
import { toWire } from '../values'
import { frame, type InputProps } from './types'
import type { FieldView, Values } from '../../api/types'

interface Found {
  items: Reference[]
  busy: boolean
}

/** Choices for what is typed, 150 ms after the last key; an older answer never replaces a newer one. */
export function useChoices(props: Pick<InputProps, 'place' | 'siblings'>, text: string, active: boolean): Found {
  const [found, setFound] = useState<Found>({ items: [], busy: false })
  const { app, form, path } = props.place
  useEffect(() => {
    if (!active) return
    const abort = new AbortController()
    const timer = setTimeout(
      () => {
        setFound((before) => ({ ...before, busy: true }))
        const siblings = props.siblings?.()
        choices(app, form, path, text, siblings ? JSON.stringify(siblings) : null, abort.signal)
          .then((answer) => setFound({ items: answer.records, busy: false }))
          .catch(() => {
            if (!abort.signal.aborted) setFound({ items: [], busy: false })
          })
      },
      text ? 150 : 0,
    )
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
    // The siblings are read when asking; a change of theirs alone does not ask again.
  }, [app, form, path, text, active])
  return found
}

export const siblingValues = (values: Values, fields: Record<string, FieldView>) => () => toWire(values, fields)

function Choices({ found, text }: { found: Found; text: string }) {
  const none = found.busy ? t('state.searching') : text ? t('choices.none', { text }) : t('choices.empty')
  return (
    <ListBox className="menu" items={found.items} renderEmptyState={() => <div className="hint pad">{none}</div>}>
      {(item) => (
        <ListBoxItem id={item.id} className="mi" textValue={item.label}>
          <span className="grow ell">{item.label}</span>
          {item.detail && <span className="d">{item.detail}</span>}
        </ListBoxItem>
      )}
    </ListBox>
  )
}

/** The text box; a press or typing opens the list, walking to it by keyboard does not. */
function Box({ props, value, clear }: { props: InputProps; value: Reference | null; clear: () => void }) {
  const state = useContext(ComboBoxStateContext)
  const open = () => state?.open(null, 'manual')
  return (
    <>
      <Input
        id={props.id}
        placeholder={props.field.placeholder ?? (props.bare ? '' : t('form.search_choose'))}
        aria-describedby={props.describedBy}
        onClick={open}
        onInput={open}
      />
      {!props.bare && value && (
        <Button slot={null} aria-label={t('action.clear')} onPress={clear}>
          <Icon name="x" />
        </Button>
      )}
      {!props.bare && (
        <Button>
          <Icon name="down" />
        </Button>
      )}
    </>
  )
}

export function ReferenceInput(props: InputProps) {
  const value = (props.value ?? null) as Reference | null
  const label = value?.label ?? ''
  const [text, setText] = useState(label)
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLSpanElement>(null)
  useEffect(() => setText(label), [label])
  const searching = text !== label
  const found = useChoices(props, searching ? text : '', open || searching)
  const choose = (id: string | number | null) => {
    const item = found.items.find((each) => each.id === id)
    if (!item) return
    props.onChange({ id: item.id, label: item.label })
    setText(item.label)
  }
  const leave = () => {
    if (text.trim() === '' && value) props.onChange(null)
    else setText(label)
    props.onBlur?.()
  }
  // The text is ours (allowsCustomValue), so that a list that arrives later never changes what is chosen.
  return (
    <ComboBox
      aria-label={props.field.title}
      menuTrigger="manual"
      inputValue={text}
      onInputChange={setText}
      selectedKey={value?.id ?? null}
      onSelectionChange={choose}
      items={found.items}
      allowsCustomValue
      allowsEmptyCollection
      onOpenChange={setOpen}
      defaultFilter={() => true}
      isInvalid={props.invalid}
      onBlur={leave}
    >
      <span className={frame(props)} ref={anchor}>
        <Box
          props={props}
          value={value}
          clear={() => {
            props.onChange(null)
            setText('')
          }}
        />
      </span>
      <Popover className="pop" offset={4} triggerRef={anchor} placement="bottom start">
        <Choices found={found} text={searching ? text : ''} />
      </Popover>
    </ComboBox>
  )
}
