import { routeOf } from '../../../route-of'

export const dynamic = 'force-dynamic'
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeOf('/sources/{source}/merger')
