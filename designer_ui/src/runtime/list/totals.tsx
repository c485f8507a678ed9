import type { FormView, RecordList, View } from '../../api/types'
import { useApp } from '../../app/context'
import { t } from '../../i18n'
import { Kbd } from '../../kit/marks'
import { numberText, unitOf } from '../format'

/** How many, and the sums that the view asks for. */
export function Totals({ form, view, list }: { form: FormView; view: View | undefined; list: RecordList }) {
  const app = useApp()
  const sums = (view?.totals ?? []).filter((name) => form.fields[name] && typeof list.totals?.[name] === 'number')
  return (
    <footer className="ffoot totals t12 mut">
      {list.count && <span>{t('list.total', { n: numberText(list.count.value) })}</span>}
      {sums.map((name) => (
        <span key={name}>
          {form.fields[name]!.title} <b className="sec">{numberText(list.totals![name]!)}</b>{' '}
          {unitOf(form.fields[name]!, app.currency)}
        </span>
      ))}
      <span className="end desk">
        <Kbd>J</Kbd> <Kbd>K</Kbd> {t('list.move')}　<Kbd>↵</Kbd> {t('list.open')}
      </span>
    </footer>
  )
}
