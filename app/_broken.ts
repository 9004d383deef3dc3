import { LANGS } from '../db/domain/vocabulary'
import { asTrouble, isTrouble } from '../db/store/trouble'
import { translator } from './_i18n'
import { logBug } from './_log'
import { plainAnswer } from './_plain-answer'

/**
 * The answer where the register could not even be asked who reads, or what is at an address: in words, with the number
 * by which the log knows it. 503 where the disk or the engine is what fails, else 500.
 */
export function brokenAnswer(error: unknown, where: string): Response {
  const reference = logBug(error, where)
  const text = LANGS.map((lang) => translator(lang)('errors.unanswered', { reference })).join('\n')
  return isTrouble(asTrouble(error))
    ? plainAnswer(503, text, { 'Retry-After': '300' })
    : plainAnswer(500, text)
}
