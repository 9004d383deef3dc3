import { preferredType } from '../../_accept'
import { FORMATS } from '../all'
import { notAcceptable } from '../negotiate'

export const dynamic = 'force-dynamic'

/** A view in the form that the reader's `Accept` asks for: leads to that file. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ site: string }> },
): Promise<Response> {
  const { site } = await params
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
}
