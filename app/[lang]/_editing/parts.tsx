import { Submit, TextArea } from '../../../components/form/fields'
import type { Translate } from '../../../components/say'
import { Conflict } from './conflict-panel'
import { CONFLICT_TEXTS, type ConflictTexts } from './conflict-texts'
import { Reviewed } from './reviewed'

type EndProps = {
  t: Translate
  label: string
  /** True for what is saved at once also at a site that reviews. */
  isDirect?: boolean
}

/** Why a change is made, and the button: the end of every editing form. */
export function ReasonAndSave({ t, label, isDirect }: EndProps) {
  return (
    <>
      <TextArea
        name="reason"
        rows={2}
        label={t('forms.reason.label')}
        hint={t('forms.reason.hint')}
      />
      {!isDirect && <Reviewed t={t} />}
      <Submit label={label} pending={t('forms.saving')} />
    </>
  )
}

/** Where a stale form shows both versions. */
export function ConflictPanel({ t }: { t: Translate }) {
  const texts = CONFLICT_TEXTS.map((key) => [key, t(`forms.conflict.${key}`)])
  return <Conflict texts={Object.fromEntries(texts) as ConflictTexts} />
}
