import type { Say } from '../../../../components/say'

/** Why a row or a value cannot be taken, in words. */
export function reasonInWords({ t }: Pick<Say, 't'>, reason: string): string {
  return t(`importing.reasons.${reason}`)
}
