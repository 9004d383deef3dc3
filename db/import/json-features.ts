import { createReadStream } from 'node:fs'
import { AT_ONCE, DEPTH_MOST, FEATURE_MOST, ROWS_MOST } from './limits'
import { UnreadableFile } from './shape'

/** A feature of GeoJSON (RFC 7946) as far as it is looked at; `row` counts from 1. */
export type Feature = { row: number; geometry: unknown; properties: Record<string, unknown> }

/** The features of a collection as they are read. */
export type Features = { portions: AsyncIterable<Feature[]>; read(): number }

/**
 * Reads a FeatureCollection as a stream: what stands in its array `features` is parsed one by one, so that memory does
 * not grow with the file. Throws `bad_json` where it is none or ends early, `not_geojson` where it holds no features.
 */
export function readFeatures(path: string): Features {
  let read = 0
  async function* portions(): AsyncGenerator<Feature[]> {
    const scanner = new FeatureScanner()
    const decoder = new TextDecoder('utf-8', { fatal: true })
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      read += (chunk as Buffer).length
      scanner.write(decoded(() => decoder.decode(chunk as Buffer, { stream: true })))
      if (scanner.found.length >= AT_ONCE) yield scanner.take()
    }
    scanner.write(decoded(() => decoder.decode()))
    scanner.end()
    yield scanner.take()
  }
  return { portions: portions(), read: () => read }
}

function decoded(decode: () => string): string {
  try {
    return decode()
  } catch {
    throw new UnreadableFile('bad_encoding')
  }
}

/** What a character outside texts does. */
const OPENS = '{['
const CLOSES = '}]'

/** Follows brackets and texts of a document, and parses each feature when it is whole. */
class FeatureScanner {
  found: Feature[] = []
  private depth = 0
  private isText = false
  private isEscaped = false
  /** The last text in the outermost object, which is the key of what follows. */
  private key = ''
  private isAmongFeatures = false
  private hasFeatures = false
  /** What has been read of the feature, or of the key, at hand. */
  private pending = ''
  private isFeature = false
  private isClosed = false
  private row = 0

  write(text: string) {
    let from = 0
    for (let at = 0; at < text.length; at++) {
      const character = text[at] as string
      if (this.isText) {
        if (this.isEscaped) this.isEscaped = false
        else if (character === '\\') this.isEscaped = true
        else if (character === '"') {
          this.isText = false
          if (this.depth === 1) this.key = this.pending + text.slice(from, at)
        }
        continue
      }
      if (character === '"') {
        this.isText = true
        if (this.depth === 1) {
          from = at + 1
          this.pending = ''
        }
      } else if (OPENS.includes(character)) {
        if (this.isAmongFeatures && this.depth === 2) {
          if (character === '[') throw new UnreadableFile('bad_json', this.row + 1)
          from = at
          this.pending = ''
          this.isFeature = true
        }
        this.open(character)
      } else if (CLOSES.includes(character)) {
        this.depth--
        if (this.depth < 0) throw new UnreadableFile('bad_json', this.row + 1)
        if (this.isFeature && this.depth === 2) {
          this.add(this.pending + text.slice(from, at + 1))
          this.isFeature = false
          this.pending = ''
        } else if (this.depth === 1) this.isAmongFeatures = false
        if (this.depth === 0) this.isClosed = true
      } else if (this.isAmongFeatures && this.depth === 2 && !/[\s,]/.test(character))
        throw new UnreadableFile('bad_json', this.row + 1)
    }
    if (!this.isFeature && !(this.isText && this.depth === 1)) return
    this.pending += text.slice(from)
    if (this.pending.length > FEATURE_MOST) throw new UnreadableFile('row_too_large', this.row + 1)
  }

  end() {
    if (!this.isClosed || this.depth !== 0) throw new UnreadableFile('bad_json', this.row + 1)
    if (!this.hasFeatures) throw new UnreadableFile('not_geojson')
  }

  take(): Feature[] {
    const taken = this.found
    this.found = []
    return taken
  }

  private open(character: string) {
    if (this.isClosed || (this.depth === 0 && character === '['))
      throw new UnreadableFile('bad_json', this.row + 1)
    if (this.depth === 1 && character === '[' && this.key === 'features') {
      this.isAmongFeatures = true
      this.hasFeatures = true
    }
    if (++this.depth > DEPTH_MOST) throw new UnreadableFile('bad_json', this.row + 1)
  }

  private add(text: string) {
    this.row++
    if (this.row > ROWS_MOST) throw new UnreadableFile('too_many_rows', this.row)
    let feature: { geometry?: unknown; properties?: unknown }
    try {
      feature = JSON.parse(text)
    } catch {
      throw new UnreadableFile('bad_json', this.row)
    }
    const { geometry, properties } = feature
    const isObject = typeof properties === 'object' && properties !== null
    this.found.push({
      row: this.row,
      geometry,
      properties: (isObject ? properties : {}) as Record<string, unknown>,
    })
  }
}
