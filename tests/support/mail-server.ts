import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

/** A letter as it went over the wire, its body decoded. */
export type Received = { to: string; subject: string; text: string }

/** A mail server on this machine (RFC 5321, as much as a client needs) that keeps what it is sent; `refuses` says no. */
export async function startMailServer({ refuses = false } = {}) {
  const letters: Received[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    const say = (line: string) => socket.write(`${line}\r\n`)
    let heard = ''
    let isLetter = false
    say('220 test')
    socket.setEncoding('utf8').on('data', (chunk) => {
      heard += chunk
      for (let end = heard.indexOf(isLetter ? '\r\n.\r\n' : '\r\n'); end >= 0; ) {
        const part = heard.slice(0, end)
        heard = heard.slice(end + (isLetter ? 5 : 2))
        if (isLetter) letters.push(read(part))
        const isData = !isLetter && /^DATA/i.test(part)
        isLetter = isData
        if (/^QUIT/i.test(part)) socket.end('221 bye\r\n')
        else if (refuses && /^MAIL/i.test(part)) say('550 no')
        else say(isData ? '354 go on' : '250 ok')
        end = heard.indexOf(isLetter ? '\r\n.\r\n' : '\r\n')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = () => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  }
  return { url: `smtp://127.0.0.1:${port}`, letters, stop }
}

function read(letter: string): Received {
  const [head = '', body = ''] = letter.split(/\r\n\r\n(.*)/s)
  const headers = head.replace(/\r\n\s+/g, ' ')
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1] ?? ''
  const encoding = header('Content-Transfer-Encoding')
  const text = encoding === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : unquoted(body)
  return { to: header('To'), subject: words(header('Subject')), text: text.replace(/\r\n/g, '\n') }
}

/** Quoted-printable (RFC 2045), or plain text, undone. */
function unquoted(text: string): string {
  const joined = text.replace(/=\r\n/g, '')
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** Encoded words of a header (RFC 2047) undone. */
function words(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('utf8')
        : unquoted(text.replaceAll('_', ' ')),
    )
}
