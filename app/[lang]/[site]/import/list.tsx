import { When } from '../../../../components/desk/when'
import type { Say } from '../../../../components/say'
import type { ImportRun } from '../../../../db/queries/imports'
import styles from './import.module.css'
import { nameOfRun } from './run-name'

/** The imports of a site, the newest first. */
export function ImportList({
  say,
  path,
  imports,
}: {
  say: Say
  path: string
  imports: ImportRun[]
}) {
  const { t } = say
  return (
    <section aria-labelledby="imports" className={styles.past}>
      <h2 id="imports">{t('importing.list.title')}</h2>
      {imports.length === 0 ? (
        <p>{t('importing.list.none')}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.stacked}>
            <thead>
              <tr>
                <th scope="col">{t('importing.list.file')}</th>
                <th scope="col">{t('importing.list.state')}</th>
                <th scope="col">{t('importing.list.rev')}</th>
                <th scope="col">{t('importing.list.by')}</th>
                <th scope="col">{t('importing.list.at')}</th>
              </tr>
            </thead>
            <tbody>
              {imports.map((run) => (
                <tr key={run.id}>
                  <th scope="row">
                    <a href={`${path}/import/${run.id}`}>
                      <bdi>{nameOfRun(t, run)}</bdi>
                    </a>
                  </th>
                  <td>
                    {t(`importing.list.states.${run.undoneRev === null ? run.state : 'undone'}`)}
                  </td>
                  <td>{run.rev !== null && t('importing.list.ofRev', { rev: run.rev })}</td>
                  <td>
                    <bdi>{run.userName}</bdi>
                  </td>
                  <td>
                    <When say={say} at={run.startedAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
