import { fileRoute } from '../../file-route'
import { CLAIMS_CSV } from '../../formats'

export const dynamic = 'force-dynamic'
export const GET = fileRoute(CLAIMS_CSV)
