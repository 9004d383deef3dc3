import { headers } from 'next/headers'
import { NotFound } from '../../components/not-found'
import { ADDRESS_HEADER } from '../_headers'
import { sayIn } from '../_i18n'

export default async function Page() {
  const address = (await headers()).get(ADDRESS_HEADER) ?? ''
  return <NotFound say={sayIn(address.startsWith('/ar') ? 'ar' : 'en')} />
}
