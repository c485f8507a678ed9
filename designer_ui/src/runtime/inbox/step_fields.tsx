import { t } from '../../i18n'
import { FormBody } from '../form/body'
import '../form/form.css'
import type { TaskWork } from './work'

/** The fields of the record that this step asks for. */
export default function StepFields({ work }: { work: TaskWork }) {
  if (!work.options) return null
  return (
    <section className="task-fields" aria-label={t('task.fill')}>
      <h2 className="t13">{t('task.fill')}</h2>
      <FormBody options={work.options} state={work.state} only={work.names} />
    </section>
  )
}
