import { answerExport, type Format } from '../../app/exports/answer'
import { NOBODY, type Reader } from '../../db/domain/policy'
import { NOW, palmyraRegister } from './small-register'

/** Where the files of a seeded register think they are served. */
export const ORIGIN = 'https://tadmor.example'
/** The world of the seed article, pinned. */
export const PIN = 'asOf=2016-12-11&knownAt=2016-12-14&rev=1'

/** A register with Palmyra in it, and its files as a reader gets them; `close` removes it. */
export async function seededRegister() {
  const palmyra = await palmyraRegister()
  const { store } = palmyra
  return {
    store,
    /** The answer to a request for a file. */
    ask(format: Format, query: string, given: { reader?: Reader; signal?: AbortSignal } = {}) {
      const { reader, signal = null } = given
      const address = `${ORIGIN}/exports/palmyra/${format.path}?${query}`
      return this.askWith(format, new Request(address, { signal }), reader)
    },
    askWith(format: Format, request: Request, reader: Reader = NOBODY) {
      const asking = { db: store.db, reader, origin: ORIGIN, now: NOW, request, slug: 'palmyra' }
      return answerExport(format, asking)
    },
    /** The bytes of a file; anything but 200 is an error. */
    async bytes(format: Format, query: string, reader: Reader = NOBODY): Promise<Buffer> {
      const answer = await this.ask(format, query, { reader })
      if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
      return Buffer.from(await answer.arrayBuffer())
    },
    close: palmyra.close,
  }
}
