import { createHash } from 'node:crypto'
import { wordKey } from './word-codes'

/** SHA-256 of the headers of a table as they are compared: what a mapping is remembered under. */
export function signatureOf(headers: string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(headers.map(wordKey)))
    .digest('hex')
}
