import { CRATE_ZIP } from '../../crate/crate'
import { fileRoute } from '../../file-route'

export const dynamic = 'force-dynamic'
export const GET = fileRoute(CRATE_ZIP)
