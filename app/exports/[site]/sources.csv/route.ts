import { fileRoute } from '../../file-route'
import { SOURCES_CSV } from '../../formats'

export const dynamic = 'force-dynamic'
export const GET = fileRoute(SOURCES_CSV)
