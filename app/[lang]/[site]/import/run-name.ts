import type { Translate } from '../../../../components/say'
import type { ImportRun } from '../../../../db/queries/imports'

/** What an import, or the taking back of one, is called. */
export function nameOfRun(t: Translate, run: Pick<ImportRun, 'fileName' | 'undoes'>): string {
  return run.undoes === null
    ? t('importing.run.title', { name: run.fileName })
    : t('importing.run.undoTitle', { rev: run.undoes })
}
