import { DomainError } from '../domain/errors'
import type { Answer, Question } from '../store/aside'
import { openSqliteToRead } from '../store/sqlite'
import { answerAside } from './aside-questions'

/*
 * Answers what would hold up the server's event loop, in a process of its own: `aside-process.ts DATABASE`. It only reads.
 */
const store = openSqliteToRead(process.argv[2] ?? '')

process.on('message', ({ number, name, args }: Question) => {
  answerAside(store.db, name, args).then(
    (value) => tell({ number, value }),
    (error) => tell({ number, failed: failureOf(error) }),
  )
})
process.on('disconnect', () => process.exit())

function failureOf(error: unknown) {
  if (error instanceof DomainError)
    return { code: error.code, field: error.field, detail: error.detail }
  return { code: null, field: null, detail: String((error as Error).stack ?? error) }
}

function tell(answer: Answer): void {
  process.send?.(answer)
}
