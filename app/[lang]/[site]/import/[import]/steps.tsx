import { HiddenField, Submit, TextArea } from '../../../../../components/form/fields'
import { Form } from '../../../../../components/form/form'
import type { Say } from '../../../../../components/say'
import { again, apply, cancel, takeBack } from '../actions'
import styles from '../import.module.css'

type Step = { say: Say; siteId: string; id: string }

function Which({ siteId, id }: Step) {
  return (
    <>
      <HiddenField name="siteId" value={siteId} />
      <HiddenField name="id" value={id} />
    </>
  )
}

/** *Import this* or *Take it back now*, beside the way to stop. */
export function Apply({ isUndo, ...step }: Step & { isUndo: boolean }) {
  const { t, lang } = step.say
  const label = t(`importing.run.${isUndo ? 'saveUndo' : 'apply'}`)
  return (
    <div className={styles.steps}>
      <Form action={apply} lang={lang} label={label}>
        <Which {...step} />
        <Submit label={label} pending={t('importing.run.applyPending')} />
      </Form>
      <Cancel {...step} />
    </div>
  )
}

export function Cancel(step: Step) {
  const { t, lang } = step.say
  return (
    <Form action={cancel} lang={lang} label={t('importing.run.cancel')}>
      <Which {...step} />
      <Submit quiet label={t('importing.run.cancel')} pending={t('importing.run.cancelPending')} />
    </Form>
  )
}

export function Again(step: Step) {
  const { t, lang } = step.say
  return (
    <Form action={again} lang={lang} label={t('importing.run.again')}>
      <Which {...step} />
      <Submit label={t('importing.run.again')} pending={t('importing.settings.pending')} />
    </Form>
  )
}

/** *Take this back*: what that would change is shown before it is done. */
export function Undo(step: Step) {
  const { t, lang } = step.say
  return (
    <Form action={takeBack} lang={lang} label={t('importing.run.undo')}>
      <Which {...step} />
      <TextArea name="reason" rows={2} label={t('importing.run.undoReason')} />
      <Submit quiet label={t('importing.run.undo')} pending={t('importing.run.undoPending')} />
    </Form>
  )
}
