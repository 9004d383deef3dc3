import { createHash, timingSafeEqual } from 'node:crypto'
import { env } from '../../db/cli/env'
import { metrics } from '../_metrics'
import { plainAnswer } from '../_plain-answer'

export const dynamic = 'force-dynamic'

/** For Prometheus, with the token of METRICS_TOKEN; without that setting there is nothing here. */
export async function GET(request: Request): Promise<Response> {
  const { metricsToken } = env()
  if (metricsToken === null) return plainAnswer(404, 'not found')
  const [, given = ''] = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (!timingSafeEqual(digest(given), digest(metricsToken)))
    return plainAnswer(401, 'a token is needed', { 'WWW-Authenticate': 'Bearer' })
  const { registry } = metrics()
  const text = await registry.metrics()
  return plainAnswer(200, text.trimEnd(), { 'Content-Type': registry.contentType })
}

/** Of equal length, whatever was given. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
