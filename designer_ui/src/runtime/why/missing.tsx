import type { Lack, Why } from '../../api/types'
import { dateWords, dayOf } from '../../i18n/dates'
import { t } from '../../i18n'
import { Note } from '../../kit/states'

/** What one part lacks, as a change that somebody can make or a day that comes by itself. */
function words(lack: Lack): string {
  if (lack.change) return lack.change
  return lack.at ? t('why.from_day', { text: lack.text, when: dateWords(dayOf(Date.parse(lack.at))) }) : lack.text
}

/** The nearest way to what is not there. */
export function Missing({ missing }: { missing: NonNullable<Why['missing']> }) {
  if (!missing.parts.length) return missing.at ? null : <Note tone="acc">{t('why.no_way')}</Note>
  return (
    <Note tone="acc">
      <b>{t('why.needed')}</b>
      <ul className="lacks">
        {[...new Set(missing.parts.map(words))].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {!missing.sure && <p className="hint">{t('why.unsure')}</p>}
    </Note>
  )
}
