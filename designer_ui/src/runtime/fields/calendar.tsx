import { parseDate } from '@internationalized/date'
import {
  Calendar as AriaCalendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
} from 'react-aria-components/Calendar'
import { Button } from 'react-aria-components/Button'
import { addDays, today } from '../../i18n/dates'
import { t } from '../../i18n'
import { Icon } from '../../kit/icon'
import './calendar.css'

const day = (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? parseDate(text) : null)

/** Picks one day; the usual ones are a press away. */
export default function Calendar({
  value,
  onPick,
  min,
  max,
}: {
  value: string
  onPick: (day: string) => void
  min: string
  max: string
}) {
  const quick = [
    ['date.today', 0],
    ['date.tomorrow', 1],
    ['date.next_week', 7],
  ] as const
  return (
    <AriaCalendar
      className="cal"
      aria-label={t('date.pick')}
      value={day(value)}
      onChange={(date) => onPick(date.toString())}
      defaultFocusedValue={day(value) ?? parseDate(today())}
      minValue={day(min)}
      maxValue={day(max)}
      autoFocus
    >
      <header className="row">
        <CalendarHeading className="b grow" />
        <Button slot="previous" className="btn sm ico quiet">
          <Icon name="left" />
        </Button>
        <Button slot="next" className="btn sm ico quiet">
          <Icon name="right" />
        </Button>
      </header>
      <CalendarGrid>
        <CalendarGridHeader>{(name) => <CalendarHeaderCell>{name}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>
          {(date) => <CalendarCell date={date} data-today={date.toString() === today() || undefined} />}
        </CalendarGridBody>
      </CalendarGrid>
      <div className="row g1">
        {quick.map(([key, days]) => (
          <button type="button" key={key} className="chip ghost" onClick={() => onPick(addDays(today(), days))}>
            {t(key)}
          </button>
        ))}
      </div>
    </AriaCalendar>
  )
}
