import { useState } from 'react'
import { post } from '../../api/client'
import { appPath } from '../../api/queries'
import type { FormView, Job } from '../../api/types'
import { paths } from '../../app/context'
import { t } from '../../i18n'
import { Button, LinkButton } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { Confirm } from '../../kit/overlay'
import { Loaded, Note } from '../../kit/states'
import { toastBad } from '../../kit/toast'
import { numberText } from '../format'
import { Problems } from './problems'
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
      {job.result && (
        <p className="sec t13">
          {t('import.so_far', {
            create: numberText(job.result.create ?? 0),
            update: numberText(job.result.update ?? 0),
            refused: numberText(job.result.refused ?? 0),
          })}
        </p>
      )}
      <p className="hint">{t('import.running_help')}</p>
    </div>
  )
}

function Result({ state, job, form }: { state: Import; job: Job; form: FormView }) {
  const [asking, ask] = useState(false)
  const [undoing, setUndoing] = useState<string | null>(null)
  const back = useJob(state.app, undoing).data
  const undone = back?.state === 'done'
  const undo = async () => {
    ask(false)
    try {
      setUndoing((await post<{ job: string }>(`${appPath(state.app)}/jobs/${state.job}/undo`)).job)
    } catch {
      toastBad(t('error.failed'))
    }
  }
  const failed = job.state === 'failed'
  const written = job.result?.create === undefined ? job.done : job.result.create + (job.result.update ?? 0)
  const stuck = back?.state === 'failed'
  const problems = (undone ? back.problems : (job.problems ?? job.result?.problems)) ?? []
  const [tone, said] = undone
    ? (['warn', t('import.undone')] as const)
    : stuck
      ? (['bad', back.error ?? t('error.failed')] as const)
      : failed
        ? (['bad', t('import.failed')] as const)
        : (['ok', t('import.done', { n: numberText(written) })] as const)
  return (
    <div className="col g3">
      <Note tone={tone} role="status">
        {said}
      </Note>
      {problems.length > 0 && (
        <Problems problems={problems} kinds={undone ? [] : job.result?.kinds} total={job.result?.total_problems} />
      )}
      <div className="row">
        <LinkButton primary label={t('import.look')} to={paths.list(state.app, state.form)} />
        <Button label={t('import.another')} onPress={state.again} />
        {(job.result?.refused ?? 0) > 0 && (
          <a className="btn" href={`${appPath(state.app)}/forms/${state.form}/imports/${state.file}/refused`} download>
            <Icon name="dl" />
            {t('import.refused', { n: numberText(job.result!.refused!) })}
          </a>
        )}
        {!undone && (
          <Button
            danger
            icon="undo"
            label={t('import.undo')}
            pending={undoing !== null && !stuck}
            onPress={() => ask(true)}
          />
        )}
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
