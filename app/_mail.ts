import { createTransport } from 'nodemailer'
import { env } from '../db/cli/env'
import { log } from './_log'

/** A letter in plain text. */
export type Letter = { to: string; subject: string; text: string }

/** Whether mail is sent at all, what became of it: `none` where no server is set up. */
export type Posted = 'sent' | 'failed' | 'none'

/** So long is waited for a mail server at each step, in milliseconds. */
const PATIENCE = 5000

/**
 * Sends a letter through the mail server of SMTP_URL. Never throws: whatever it tells of stands in the register already,
 * and is shown besides. Neither the letter nor who it is for is logged.
 */
export async function post(letter: Letter): Promise<Posted> {
  const { mail } = env()
  if (mail === null) return 'none'
  const transport = createTransport({
    url: mail.url,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    await transport.sendMail({ from: mail.from, ...letter })
    return 'sent'
  } catch (error) {
    log().error({ action: 'mail', code: (error as { code?: string }).code }, 'mail was not sent')
    return 'failed'
  } finally {
    transport.close()
  }
}
