import { noSuchFile } from '../../negotiate'

export const dynamic = 'force-dynamic'

/** What stands below a site and is none of its files. (The folder's name is that of the feeds beside it.) */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ monument: string }> },
): Promise<Response> {
  return noSuchFile((await params).monument)
}
