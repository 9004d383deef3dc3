import { DomainError } from '../domain/errors'
import type { Answer, Question } from '../store/aside'
import { openToRead } from '../store/open'
import { openSqliteToRead } from '../store/sqlite'
import { answerAside } from './aside-questions'

/*
 * Answers what would hold up the server's event loop, in a process of its own: `aside-process.ts [DATABASE]`, without one
 * about the register of the settings. It only reads.
 */
const [file] = process.argv.slice(2)
const store = file === undefined ? openToRead() : openSqliteToRead(file)

process.on('message', ({ number, name, args }: Question) => {
  answerAside(store.db, name, args).then(
    (value) => tell({ number, value }),
    (error) => tell({ number, failed: failureOf(error) }),
  )
})
process.on('disconnect', () => process.exit())
// A terminal, or systemd, signals every process: this one ends with the server.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {})

function failureOf(error: unknown) {
  if (error instanceof DomainError)
    return { code: error.code, field: error.field, detail: error.detail }
  return { code: null, field: null, detail: String((error as Error).stack ?? error) }
}

function tell(answer: Answer): void {
  process.send?.(answer)
}
