import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A grey pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)
/** A vector tile (MVT 2) whose layer `land` is one square over the whole tile. */
const SQUARE = [0x09, 0, 0, 0x1a, 0, 0x80, 0x40, 0x80, 0x40, 0, 0, 0xff, 0x3f, 0x0f]
const LAYER = [
  ...[0x78, 2, 0x0a, 4, ...Buffer.from('land')],
  ...[0x12, SQUARE.length + 4, 0x18, 3, 0x22, SQUARE.length, ...SQUARE],
  ...[0x28, 0x80, 0x20],
]
const MVT = Buffer.from([0x1a, LAYER.length, ...LAYER])

/** A server of tiles on this machine: `/z/x/y.png`, `/style.json` and `/land.pmtiles`; it notes the paths asked for. */
export async function startTileServer() {
  const asked: string[] = []
  const files: Record<string, Buffer> = {
    '/style.json': Buffer.from(
      JSON.stringify({
        version: 8,
        sources: {},
        layers: [{ id: 'sea', type: 'background', paint: { 'background-color': '#336699' } }],
      }),
    ),
    '/land.pmtiles': archive(),
  }
  const server = createServer(({ url = '', headers: { range } }, response) => {
    asked.push(url)
    const file = files[url] ?? PNG
    response.setHeader('Access-Control-Allow-Origin', '*')
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(range ?? '') ?? []
    if (from === undefined || to === undefined) {
      response.end(file)
      return
    }
    const part = file.subarray(Number(from), Number(to) + 1)
    const last = Number(from) + part.length - 1
    response.writeHead(206, { 'Content-Range': `bytes ${from}-${last}/${file.length}` }).end(part)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** A PMTiles archive (version 3, nothing compressed) of one vector tile, the whole Earth at zoom 0. */
function archive(): Buffer {
  // One entry: tile 0, a run of 1, its length, its offset plus one.
  const root = Buffer.from([1, 0, 1, MVT.length, 1])
  const metadata = Buffer.from(JSON.stringify({ vector_layers: [{ id: 'land', fields: {} }] }))
  const header = Buffer.alloc(127)
  header.write('PMTiles')
  header.writeUInt8(3, 7)
  const from = {
    root: 127,
    metadata: 127 + root.length,
    tiles: 127 + root.length + metadata.length,
  }
  const numbers = [
    ...[from.root, root.length, from.metadata, metadata.length],
    ...[from.tiles, 0, from.tiles, MVT.length, 1, 1, 1],
  ]
  numbers.forEach((n, i) => {
    header.writeBigUInt64LE(BigInt(n), 8 + 8 * i)
  })
  // Clustered, no compression twice, vector tiles, zooms 0 to 0, and the Earth in ten-millionths of a degree.
  header.set([1, 1, 1, 1, 0, 0], 96)
  ;[-180, -85, 180, 85].forEach((degrees, i) => {
    header.writeInt32LE(degrees * 1e7, 102 + 4 * i)
  })
  return Buffer.concat([header, root, metadata, MVT])
}
