import { isOnCluster } from '../../db/store/open'

type Translate = (key: 'persons.notClean' | 'persons.inClusterLog' | Done) => string
type Done = 'persons.erased' | 'persons.cleaned' | 'persons.userDone'

/** What is told after an erasure: also where it does not reach, which on a cluster is the log of every node. */
export function tellErased(t: Translate, isClean: boolean, done: Done) {
  if (isClean) return { done: t(done) }
  if (isOnCluster()) return { done: `${t(done)} ${t('persons.inClusterLog')}` }
  return { errors: [{ field: null, message: t('persons.notClean') }] }
}
