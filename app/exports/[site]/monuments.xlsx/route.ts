import { fileRoute } from '../../file-route'
import { MONUMENTS_XLSX } from '../../formats'

export const dynamic = 'force-dynamic'
export const GET = fileRoute(MONUMENTS_XLSX)
