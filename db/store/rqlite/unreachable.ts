/** No node of the cluster could be used in time; nothing was carried out. */
export class StoreUnreachable extends Error {
  override readonly name = 'StoreUnreachable'
  readonly code = 'EUNREACHABLE'
}
