import { fileRoute } from '../../file-route'
import { REPORT_PDF } from '../../formats'

export const dynamic = 'force-dynamic'
export const GET = fileRoute(REPORT_PDF)
