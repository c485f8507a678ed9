import { useState } from 'react'
import { post } from '../../api/client'
import { appPath, recordsChanged } from '../../api/queries'
import type { FormView, Job } from '../../api/types'
import { paths } from '../../app/context'
import { t } from '../../i18n'
import { Button, LinkButton } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { Confirm } from '../../kit/overlay'
import { Loaded, Note } from '../../kit/states'
import { toast, toastBad } from '../../kit/toast'
import { numberText } from '../format'
import { Problems } from './check'
import { useJob, type Import } from './state'

function Progress({ job }: { job: Job }) {
  const share = job.total ? job.done / job.total : 0
  return (
    <div
      className="col g2"
      role="progressbar"
      aria-label={t('import.running')}
      aria-valuemin={0}
      aria-valuemax={job.total}
      aria-valuenow={job.done}
    >
      <div className="row">
        <b>{t('import.running')}</b>
        <span className="end mut">
          {numberText(job.done)} / {numberText(job.total)}
        </span>
      </div>
      <div className="meter">
        <i style={{ width: `${share * 100}%` }} />
      </div>
      <p className="hint">{t('import.running_help')}</p>
    </div>
  )
}

function Result({ state, job, form }: { state: Import; job: Job; form: FormView }) {
  const [asking, ask] = useState(false)
  const [undone, setUndone] = useState(false)
  const undo = async () => {
    ask(false)
    try {
      await post(`${appPath(state.app)}/jobs/${state.job}/undo`)
      setUndone(true)
      recordsChanged(state.app)
      toast(t('import.undone'))
    } catch {
      toastBad(t('error.failed'))
    }
  }
  const failed = job.state === 'failed'
  const written = job.result?.create === undefined ? job.done : job.result.create + (job.result.update ?? 0)
  const problems = job.problems ?? job.result?.problems ?? []
  return (
    <div className="col g3">
      <Note tone={undone ? 'warn' : failed ? 'bad' : 'ok'} role="status">
        {undone ? t('import.undone') : failed ? t('import.failed') : t('import.done', { n: numberText(written) })}
      </Note>
      {problems.length > 0 && <Problems problems={problems} />}
      <div className="row">
        <LinkButton primary label={t('import.look')} to={paths.list(state.app, state.form)} />
        <Button label={t('import.another')} onPress={state.again} />
        {(job.result?.refused ?? 0) > 0 && (
          <a
            className="btn"
            href={`${appPath(state.app)}/forms/${state.form}/imports/${state.start!.id}/refused`}
            download
          >
            <Icon name="dl" />
            {t('import.refused', { n: numberText(job.result!.refused!) })}
          </a>
        )}
        {!undone && !failed && <Button danger icon="undo" label={t('import.undo')} onPress={() => ask(true)} />}
      </div>
      <Confirm
        title={t('import.undo_title')}
        open={asking}
        onClose={() => ask(false)}
        onConfirm={() => void undo()}
        confirm={t('import.undo')}
        danger
      >
        <p className="sec">{t('import.undo_help', { n: numberText(written), name: form.title })}</p>
      </Confirm>
    </div>
  )
}

export function RunStep({ state, form }: { state: Import; form: FormView }) {
  const job = useJob(state.app, state.job)
  return (
    <Loaded query={job}>
      {(data) =>
        data.state === 'done' || data.state === 'failed' || data.state === 'undone' ? (
          <Result state={state} job={data} form={form} />
        ) : (
          <Progress job={data} />
        )
      }
    </Loaded>
  )
}
