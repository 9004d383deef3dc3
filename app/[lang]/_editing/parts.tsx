import { Submit, TextArea } from '../../../components/form/fields'
import type { Translate } from '../../../components/say'
import { Conflict } from './conflict-panel'
import { CONFLICT_TEXTS, type ConflictTexts } from './conflict-texts'

/** Why a change is made, and the button: the end of every editing form. */
export function ReasonAndSave({ t, label }: { t: Translate; label: string }) {
  return (
    <>
      <TextArea
        name="reason"
        rows={2}
        label={t('forms.reason.label')}
        hint={t('forms.reason.hint')}
      />
      <Submit label={label} pending={t('forms.saving')} />
    </>
  )
}

/** Where a stale form shows both versions. */
export function ConflictPanel({ t }: { t: Translate }) {
  const texts = CONFLICT_TEXTS.map((key) => [key, t(`forms.conflict.${key}`)])
  return <Conflict texts={Object.fromEntries(texts) as ConflictTexts} />
}
