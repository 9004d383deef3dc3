import { preferredType } from '../../_accept'
import { FORMATS } from '../all'
import { enterFile } from '../enter'
import { notAcceptable } from '../negotiate'

export const dynamic = 'force-dynamic'

/** A view in the form that the reader's `Accept` asks for: leads to that file. */
export const GET = enterFile<{ site: string }>(
  ({ site }) => ({ site }),
  async (_entered, request, { site }) => {
    const types = FORMATS.map((format) => format.mime)
    const mime = preferredType(request.headers.get('accept'), types)
    const format = FORMATS.find((f) => f.mime === mime)
    if (!format) return notAcceptable()
    const { search } = new URL(request.url)
    const Location = `/exports/${encodeURIComponent(site)}/${format.path}${search}`
    return new Response(null, {
      status: 307,
      headers: { Location, Vary: 'Accept', 'Cache-Control': 'no-cache' },
    })
  },
)
