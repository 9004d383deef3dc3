import { Worker } from 'node:worker_threads'
import { anyoneOf } from '../../../db/domain/policy'
import { openToRead } from '../../../db/store/open'
import { answerExport } from '../answer'
import { REPORT_PDF } from '../formats'
import { reportHere } from '../report-here'
import type { FromMaker, Job, ToMaker } from './messages'

/*
 * Makes reports in a process of its own, one at a time: `child.ts MEGABYTES`. It knows nothing but the register,
 * which it only reads, and the job.
 */
const [megabytes = ''] = process.argv.slice(2)
const store = openToRead()
new Worker(new URL('./guard.mjs', import.meta.url), { workerData: Number(megabytes) }).unref()
let cancelled = false

process.on('message', (message: ToMaker) => {
  if (message === 'cancel') cancelled = true
  else void run(message.job)
})
process.on('disconnect', () => process.exit())
// A terminal, or systemd, signals every process: this one ends with the server, which waits for its work.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {})

async function run(job: Job): Promise<void> {
  cancelled = false
  try {
    tell({ file: await make(job) })
  } catch (error) {
    tell(cancelled ? { stopped: true } : { failed: String((error as Error).stack ?? error) })
  }
}

/** The export's own answer to the address, so that who may see what is decided where it always is. */
async function make({ address, audience, origin, now }: Job): Promise<Uint8Array<ArrayBuffer>> {
  const format = {
    ...REPORT_PDF,
    async *pieces(asked: Parameters<typeof reportHere>[0]) {
      yield await reportHere(asked, (told) => {
        if (cancelled) throw new Error('nobody waits for it')
        tell({ told })
      })
    },
  }
  const answer = await answerExport(format, {
    db: store.db,
    reader: anyoneOf(audience),
    origin,
    now,
    request: new Request(new URL(address, origin)),
    slug: decodeURIComponent(address.split('/')[2] ?? ''),
  })
  if (answer.status !== 200) throw new Error(`${answer.status} for ${address}`)
  return new Uint8Array(await answer.arrayBuffer())
}

function tell(message: FromMaker): void {
  process.send?.(message)
}
