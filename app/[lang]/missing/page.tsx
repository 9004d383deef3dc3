import { NotFound } from '../../../components/not-found'
import { sayIn } from '../../_i18n'

export async function generateMetadata({ params }: PageProps<'/[lang]/missing'>) {
  return { title: sayIn((await params).lang === 'ar' ? 'ar' : 'en').t('common.notFound.title') }
}

/** The body of every 404: the proxy answers a wrong address with this page and that status. */
export default async function Page({ params }: PageProps<'/[lang]/missing'>) {
  return <NotFound say={sayIn((await params).lang === 'ar' ? 'ar' : 'en')} />
}
