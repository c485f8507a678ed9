/** Something that can say why it is: pointing at it shows that in passing, a press holds it open. */
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode, type SyntheticEvent } from 'react'
import { t } from '../../i18n'
import { usePhone } from '../../kit/media'
import { Popover } from '../../kit/overlay'
import type { Question } from './about'

// The answer is fetched, and its look with it, when somebody asks.
const Answer = lazy(() => import('./answer'))

const OPENS_AFTER = 350
const CLOSES_AFTER = 200
type Shown = 'no' | 'passing' | 'held'

function useShown() {
  const [shown, show] = useState<Shown>('no')
  const timer = useRef(0)
  useEffect(() => () => clearTimeout(timer.current), [])
  const now = (next: Shown) => {
    clearTimeout(timer.current)
    show(next)
  }
  /** What is held open stays so, wherever the pointer goes. */
  const soon = (next: Shown) => {
    clearTimeout(timer.current)
    const change = () => show((before) => (before === 'held' ? before : next))
    timer.current = window.setTimeout(change, next === 'no' ? CLOSES_AFTER : OPENS_AFTER)
  }
  return { shown, now, soon }
}

const stop = (event: SyntheticEvent) => event.stopPropagation()

export function Explained({
  question,
  className,
  children,
}: {
  question: Question
  className: string
  children: ReactNode
}) {
  const { shown, now, soon } = useShown()
  const phone = usePhone()
  const anchor = useRef<HTMLButtonElement>(null)
  const close = () => now('no')
  return (
    <>
      <button
        type="button"
        ref={anchor}
        className={className}
        data-h={question.hue}
        data-open={shown !== 'no' || undefined}
        aria-haspopup="dialog"
        aria-expanded={shown !== 'no'}
        aria-label={t('why.ask', { name: question.title })}
        onPointerDown={stop}
        onPointerEnter={(event) => {
          if (event.pointerType === 'mouse') soon('passing')
        }}
        onPointerLeave={() => soon('no')}
        onFocus={(event) => {
          if (event.target.matches(':focus-visible') && shown === 'no') soon('passing')
        }}
        onBlur={() => soon('no')}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === ' ') stop(event)
          if (event.key === 'Escape' && shown !== 'no') close()
        }}
        onClick={(event) => {
          stop(event)
          now('held')
        }}
      >
        {children}
      </button>
      {shown !== 'no' && (
        // What floats stands elsewhere in the page, but its events come up here: they are not for the row below.
        <span onClick={stop} onKeyDown={stop} onPointerEnter={() => soon('passing')} onPointerLeave={() => soon('no')}>
          <Popover
            key={shown}
            label={t('why.of', { name: question.title })}
            open={shown === 'held' || !phone}
            passing={shown === 'passing'}
            onClose={close}
            anchor={anchor}
          >
            <Suspense fallback={null}>
              <Answer question={question} onClose={shown === 'held' ? close : undefined} />
            </Suspense>
          </Popover>
        </span>
      )}
    </>
  )
}
