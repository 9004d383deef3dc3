import { fileRoute } from '../../file-route'
import { MONUMENTS_JSONLD } from '../../formats'

export const dynamic = 'force-dynamic'
export const GET = fileRoute(MONUMENTS_JSONLD)
