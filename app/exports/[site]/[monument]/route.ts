import { enterFile } from '../../enter'
import { noSuchFile } from '../../negotiate'

export const dynamic = 'force-dynamic'

/** What stands below a site and is none of its files. (The folder's name is that of the feeds beside it.) */
export const GET = enterFile<{ site: string; monument: string }>(
  ({ site }) => ({ site }),
  async (_entered, _request, { monument }) => noSuchFile(monument),
)
