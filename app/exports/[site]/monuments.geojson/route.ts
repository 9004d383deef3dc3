import { fileRoute } from '../../file-route'
import { MONUMENTS_GEOJSON } from '../../formats'

export const dynamic = 'force-dynamic'
export const GET = fileRoute(MONUMENTS_GEOJSON)
