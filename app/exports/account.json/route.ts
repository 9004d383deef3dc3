import { ownData } from '../../../db/queries/account'
import { closedFile, enterFile } from '../enter'

export const dynamic = 'force-dynamic'

/** What is kept about whoever is signed in, for themselves alone. */
export const GET = enterFile(
  () => ({}),
  async ({ store: { db }, reader }) => {
    if (reader.userId === null) return closedFile()
    const data = await ownData(db, reader)
    return new Response(`${JSON.stringify(data, null, 1)}\n`, {
      headers: {
        'Content-Type': 'application/json',
        'Content-Disposition': 'attachment; filename="tadmor-account.json"',
        'Cache-Control': 'no-store',
      },
    })
  },
)
