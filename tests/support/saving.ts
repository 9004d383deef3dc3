import { save } from '../../db/store/save'
import { openSqlite } from '../../db/store/sqlite'
import { enter } from './small-register'

const SOURCE = {
  publisher: 'Press',
  published: '2016',
  publishedLatest: 17_166,
  class: 'press',
  lang: 'en',
} as const

/* Saves sources to the file named by the argument, one after another at random moments, until it is told to stop. */
const [file] = process.argv.slice(2)
const store = openSqlite(String(file))
let isStopped = false
process.stdin.once('data', () => {
  isStopped = true
})
for (let n = 0; !isStopped; n++) {
  const head = await save(store, () => ({
    actor: { id: 'writer', name: 'A writer' },
    at: new Date().toISOString(),
    reason: `Number ${n}`,
    salt: `salt ${n}`,
    changes: [
      enter('source', {
        ...SOURCE,
        id: `source-${n}`,
        title: `Number ${n} ${'of many '.repeat(40)}`,
      }),
    ],
  }))
  process.stdout.write(`${head.rev}\n`)
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 8))
}
await store.close()
process.exit(0)
