import type { Translate } from '../say'
import { TextField } from './fields'

/** A password to be set, typed twice. */
export function NewPassword({ t, label }: { t: Translate; label: string }) {
  const field = { type: 'password', dir: 'ltr', autoComplete: 'new-password' } as const
  return (
    <>
      <TextField {...field} name="password" label={label} hint={t('account.join.passwordHint')} />
      <TextField {...field} name="repeat" label={t('account.join.repeat')} />
    </>
  )
}
