// Stands in for app/exports/maker/child.ts: what a job's address says is what becomes of it. Writes the name of each job
// that it begins to the file that PLAY names.
import { appendFileSync } from 'node:fs'

let cancel = () => {}

process.on('message', (message) => {
  if (message === 'cancel') return cancel()
  const [what, name] = message.job.address.split(':')
  appendFileSync(process.env.PLAY, `${name}\n`)
  process.send({ told: { stage: 'reading', done: 1, of: 4 } })
  if (what === 'make') process.send({ file: new TextEncoder().encode(name) })
  if (what === 'fail') process.send({ failed: 'a bug' })
  if (what === 'die') process.kill(process.pid, 'SIGKILL')
  if (what === 'wait') cancel = () => process.send({ stopped: true })
  if (what === 'hang') for (;;);
})
process.on('disconnect', () => process.exit())
