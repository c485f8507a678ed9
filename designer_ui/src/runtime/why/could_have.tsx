/** What the record has not got but could: a list of it, and for each what is missing. */
import { lazy, Suspense, useRef, useState } from 'react'
import { t } from '../../i18n'
import { Button } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { Chip } from '../../kit/marks'
import { Popover } from '../../kit/overlay'
import type { Question } from './about'
import './why.css'

const Answer = lazy(() => import('./answer'))

function Choices({ questions, onChoose }: { questions: Question[]; onChoose: (question: Question) => void }) {
  const groups = [...new Set(questions.map((question) => question.group))]
  return (
    <div className="could">
      <b className="t13">{t('why.could')}</b>
      <p className="hint">{t('why.could_help')}</p>
      <div className="could-all">
        {groups.map((group) => (
          <section key={group} aria-label={group}>
            {groups.length > 1 && <h3 className="mut t12">{group}</h3>}
            <ul>
              {questions
                .filter((question) => question.group === group)
                .map((question) => (
                  <li key={`${question.element} ${question.wanted}`}>
                    <button type="button" className="mi" onClick={() => onChoose(question)}>
                      <Chip hue={question.hue ?? 'gray'}>{question.title}</Chip>
                      <Icon name="right" className="end" />
                    </button>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  )
}

export function CouldHave({ questions }: { questions: Question[] }) {
  const [open, setOpen] = useState(false)
  const [question, choose] = useState<Question | null>(null)
  const anchor = useRef<HTMLSpanElement>(null)
  if (!questions.length) return null
  const close = () => {
    setOpen(false)
    choose(null)
  }
  return (
    <span ref={anchor}>
      <Button small quiet icon="spark" label={t('why.could')} onPress={() => setOpen(true)} />
      <Popover label={t('why.could')} open={open} onClose={close} anchor={anchor}>
        {question ? (
          <Suspense fallback={<span className="spin" />}>
            <p className="could-back">
              <Button small quiet icon="left" label={t('why.others')} onPress={() => choose(null)} />
            </p>
            <Answer question={question} onClose={close} />
          </Suspense>
        ) : (
          <Choices questions={questions} onChoose={choose} />
        )}
      </Popover>
    </span>
  )
}
