import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, renameSync, rmSync, statSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { authorizationOf, type ClusterAddress } from '../../domain/cluster-address'
import { OutcomeUnknown } from '../store'
import { StoreUnreachable } from './unreachable'

/** How long somebody waits for a cluster that has no leader or no node that answers, in milliseconds. */
const WAITS = 12_000
/** How long one node may take over one answer. */
const ANSWERS_WITHIN = 30_000
const PAUSE = 100

/** What a node says when it has certainly not begun: nobody leads, or it was asked as if it did. */
const NOT_BEGUN = /leader not found|not leader|store is not open|not ready/i

type Answer = { status: number; body: Buffer; location: string | null }
type Request = { method: 'GET' | 'POST'; path: string; body?: string | Buffer; type?: string }

/** Nobody knows whether a node carried out what it was asked. */
class Unanswered extends Error {}
/** The node was never reached. */
class Unreached extends Error {}

/**
 * Asks the nodes of a cluster, the one that answered last first, and the leader itself where it is one of those named.
 * What a node has certainly not begun is asked of another, until there is a leader again; what it may have begun is
 * asked again only if it is a question.
 */
export class ClusterClient {
  readonly #nodes: string[]
  readonly #headers: Record<string, string>
  readonly #agents = {
    'http:': new http.Agent({ keepAlive: true, maxSockets: 32 }),
    'https:': new https.Agent({ keepAlive: true, maxSockets: 32 }),
  }
  #preferred: string
  /** False once a leader gave an address that is not among the nodes named: then they pass on what they are asked. */
  #followsLeader = true

  constructor(address: ClusterAddress) {
    this.#nodes = address.nodes
    this.#preferred = address.nodes[0] ?? ''
    this.#headers = authorizationOf(address)
  }

  /** The JSON answer to a question, which may be asked any number of times. Throws `StoreUnreachable`. */
  async ask<T>(path: string, body: unknown): Promise<T> {
    return parse<T>(await this.send({ method: 'POST', path, ...asJson(body) }, true))
  }

  /** The JSON answer to an order. Throws `OutcomeUnknown` when it may or may not have been carried out. */
  async order<T>(path: string, body: unknown): Promise<T> {
    return parse<T>(await this.send({ method: 'POST', path, ...asJson(body) }, false))
  }

  /** The bytes of an answer; `isQuestion` tells whether it may be sent twice. */
  async send(request: Request, isQuestion: boolean): Promise<Buffer> {
    const until = Date.now() + WAITS
    let last = 'no node answers'
    for (let attempt = 0; ; attempt++) {
      const node = this.#nodeOf(attempt)
      try {
        const answer = await this.#once(node, request)
        const refusal = answer.status >= 500 ? answer.body.toString('utf8').trim() : null
        if (answer.status === 301 || answer.status === 307) {
          this.#follow(answer.location)
          attempt = -1
        } else if (answer.status === 200) {
          this.#preferred = node
          return answer.body
        } else if (answer.status === 401)
          throw new StoreUnreachable('the cluster refuses the user and password of STORE_URL')
        else if (refusal === null || !(isQuestion || NOT_BEGUN.test(refusal)))
          throw failed(answer, isQuestion)
        else last = refusal
      } catch (error) {
        if (error instanceof Unanswered && !isQuestion)
          throw new OutcomeUnknown(`a node of the cluster broke off: ${error.message}`)
        if (!(error instanceof Unanswered || error instanceof Unreached)) throw error
        last = error.message
      }
      if (Date.now() > until) throw new StoreUnreachable(`the cluster cannot be used: ${last}`)
      if ((attempt + 1) % this.#nodes.length === 0 && attempt >= 0) await sleep(PAUSE)
    }
  }

  /** Writes an answer to a new file, whole or not at all, as it comes. */
  async download(path: string, file: string): Promise<void> {
    const draft = `${file}.${randomUUID()}.part`
    try {
      await this.#first((node) => this.#stream(node, path, draft))
      renameSync(draft, file)
    } finally {
      rmSync(draft, { force: true })
    }
  }

  /** Sends a file to the first node, which must be the only one. */
  async upload(path: string, file: string): Promise<void> {
    const size = statSync(file).size
    const response = await this.#begin(
      new URL(path, this.#nodes[0]),
      'POST',
      {
        ...this.#headers,
        'content-type': 'application/octet-stream',
        'content-length': size,
      },
      createReadStream(file),
    )
    const said = await textOf(response)
    if (response.statusCode !== 200)
      throw new Error(
        `the cluster did not take the file: ${response.statusCode} ${said.trim().slice(0, 300)}`,
      )
  }

  /** The first node for which something succeeds. A node that is busy with another copy refuses one, so all are asked again. */
  async #first(attempt: (node: string) => Promise<void>): Promise<void> {
    const until = Date.now() + WAITS
    for (let n = 0; ; n++)
      try {
        return await attempt(this.#nodeOf(n))
      } catch (error) {
        if (error instanceof StoreUnreachable) throw error
        if (Date.now() > until)
          throw new StoreUnreachable(`the cluster gave no copy: ${(error as Error).message}`)
        if ((n + 1) % this.#nodes.length === 0) await sleep(PAUSE)
      }
  }

  async #stream(node: string, path: string, file: string): Promise<void> {
    const response = await this.#begin(new URL(path, node), 'GET', this.#headers)
    const { statusCode = 0 } = response
    if (statusCode !== 200) {
      const said = `${statusCode} ${(await textOf(response)).trim().slice(0, 300)}`
      throw statusCode < 500
        ? new StoreUnreachable(`the cluster gave no copy: ${said}`)
        : new Error(said)
    }
    await pipeline(response, createWriteStream(file, { mode: 0o600, flush: true }))
  }

  #begin(
    url: URL,
    method: string,
    headers: Record<string, string | number>,
    body?: Readable,
  ): Promise<http.IncomingMessage> {
    const agent = this.#agents[url.protocol as 'http:' | 'https:']
    return new Promise((resolve, reject) => {
      const request = (url.protocol === 'https:' ? https : http).request(
        url,
        { method, headers, agent },
        resolve,
      )
      request.on('error', reject)
      if (body) pipeline(body, request).catch(reject)
      else request.end()
    })
  }

  /** Ends the connections. */
  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy()
  }

  #nodeOf(attempt: number): string {
    const others = this.#nodes.filter((node) => node !== this.#preferred)
    return [this.#preferred, ...others][attempt % this.#nodes.length] ?? this.#preferred
  }

  #follow(location: string | null): void {
    const origin = location && URL.canParse(location) ? new URL(location).origin : ''
    if (this.#nodes.includes(origin)) this.#preferred = origin
    else this.#followsLeader = false
  }

  #once(node: string, { method, path, body, type }: Request): Promise<Answer> {
    const url = new URL(path, node)
    if (this.#followsLeader) url.searchParams.set('redirect', '')
    const protocol = url.protocol as 'http:' | 'https:'
    const headers: Record<string, string | number> = { ...this.#headers }
    if (body !== undefined) {
      headers['content-type'] = type ?? 'application/json'
      headers['content-length'] = Buffer.byteLength(body)
    }
    return new Promise((resolve, reject) => {
      let isConnected = false
      const fail = (error: Error) => {
        const { code = error.message } = error as NodeJS.ErrnoException
        reject(
          isConnected ? new Unanswered(`${code} at ${node}`) : new Unreached(`${code} at ${node}`),
        )
      }
      const request = (protocol === 'https:' ? https : http).request(
        url,
        { method, headers, agent: this.#agents[protocol], timeout: ANSWERS_WITHIN },
        (response) => {
          const pieces: Buffer[] = []
          response.on('data', (piece: Buffer) => pieces.push(piece))
          response.on('error', fail)
          response.on('aborted', () => fail(new Error('broke off')))
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: Buffer.concat(pieces),
              location: response.headers.location ?? null,
            }),
          )
        },
      )
      const connected = () => {
        isConnected = true
      }
      request.on('socket', (socket) => {
        if (socket.connecting)
          socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', connected)
        else connected()
      })
      request.on('timeout', () => request.destroy(new Error('no answer in time')))
      request.on('error', fail)
      request.end(body)
    })
  }
}

function asJson(body: unknown) {
  return { body: JSON.stringify(body), type: 'application/json' }
}

function parse<T>(body: Buffer): T {
  return JSON.parse(body.toString('utf8')) as T
}

/** Anything else may have been said half way through. */
function failed({ status, body }: Answer, isQuestion: boolean): Error {
  const said = `the cluster answers ${status}: ${body.toString('utf8').slice(0, 300).trim()}`
  return status >= 500 && !isQuestion ? new OutcomeUnknown(said) : new Error(said)
}

async function textOf(response: http.IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of response.setEncoding('utf8')) text += piece
  return text
}
