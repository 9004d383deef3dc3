import { store } from '../../store/open'
import { withoutValues } from '../../store/without-values'
import { doImportJob, type ImportJob } from './work'

/*
 * One step of an import in a process of its own, told its job by the server: what a large file takes is taken from
 * nobody else, and if the server ends, so does this.
 */
process.once('message', (job: ImportJob) => {
  void doImportJob(store(), job)
    .then(
      () => 0,
      (error) => {
        console.error(withoutValues(error))
        return 1
      },
    )
    .then((code) => process.exit(code))
})
process.on('disconnect', () => process.exit(1))
