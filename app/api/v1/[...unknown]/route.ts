import { routeOf } from '../route-of'

export const dynamic = 'force-dynamic'
/** No operation has this path: every method is answered 404. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeOf('/{unknown}')
