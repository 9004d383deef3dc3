import type { Headline } from '../../db/domain/vocabulary'

/** The page's colours as they stand, light or dark: `#rrggbb`, which MapLibre reads. */
export type Colours = Record<
  'paper' | 'paper-raised' | 'ink' | 'ink-soft' | 'line-strong' | 'accent' | Headline,
  string
>

const TOKENS = ['paper', 'paper-raised', 'ink', 'ink-soft', 'line-strong', 'accent']
const ICON = 22
const RING = 34
const SHARES = 12

/** Reads the colours of the page's tokens where an element stands. */
export function coloursOf(element: HTMLElement, headlines: Headline[]): Colours {
  const probe = document.createElement('i')
  element.append(probe)
  const pixel = canvasOf(1)
  const colours = [...TOKENS, ...headlines].map((token) => {
    probe.style.color = `var(--${token})`
    pixel.fillStyle = getComputedStyle(probe).color
    pixel.fillRect(0, 0, 1, 1)
    const [r = 0, g = 0, b = 0] = pixel.getImageData(0, 0, 1, 1).data
    return [token, `#${[r, g, b].map((n) => n.toString(16).padStart(2, '0')).join('')}`]
  })
  probe.remove()
  return Object.fromEntries(colours) as Colours
}

/** The status glyphs of the page's key as images, each on a disc of paper. */
export async function iconsIn(
  colours: Colours,
  headlines: Headline[],
): Promise<[name: Headline, image: ImageData][]> {
  return Promise.all(
    headlines.map(async (headline): Promise<[Headline, ImageData]> => {
      const glyph = document.querySelector(`[data-icon="${headline}"] svg`)
      const context = canvasOf(ICON)
      disc(context, ICON, colours['paper-raised'])
      if (glyph) {
        const inset = 2
        context.drawImage(
          await pictureOf(glyph, colours[headline], colours.paper),
          inset,
          inset,
          ICON - 2 * inset,
          ICON - 2 * inset,
        )
      }
      return [headline, imageOf(context)]
    }),
  )
}

/** An expression for the image of a cluster, from its counts by headline and the name of its total. */
export function ringName(total: string, headlines: Headline[]): unknown[] {
  const share = (headline: Headline) => [
    'to-string',
    ['ceil', ['/', ['*', SHARES, ['coalesce', ['get', headline], 0]], ['get', total]]],
  ]
  return ['concat', 'ring', ...headlines.flatMap((headline) => ['|', share(headline)])]
}

/** How much of a ring each headline has, of twelve; null for the name of another image. */
export function sharesIn(name: string): number[] | null {
  const [kind, ...shares] = name.split('|')
  return kind === 'ring' ? shares.map(Number) : null
}

/** A disc of paper in a ring that tells the headlines of a cluster by colour; its number stands in it as text. */
export function ringImage(shares: number[], colours: Colours, headlines: Headline[]): ImageData {
  const context = canvasOf(RING)
  disc(context, RING, colours['paper-raised'])
  const total = shares.reduce((sum, share) => sum + share, 0)
  let angle = -Math.PI / 2
  context.lineWidth = 4
  shares.forEach((share, n) => {
    const end = angle + (2 * Math.PI * share) / total
    context.beginPath()
    context.arc(RING / 2, RING / 2, RING / 2 - 4, angle, end)
    context.strokeStyle = colours[headlines[n] as Headline]
    context.stroke()
    angle = end
  })
  return imageOf(context)
}

async function pictureOf(glyph: Element, ink: string, paper: string): Promise<HTMLImageElement> {
  const copy = glyph.cloneNode(true) as Element
  copy.setAttribute('color', ink)
  copy.setAttribute('width', '80')
  copy.setAttribute('height', '80')
  const text = new XMLSerializer().serializeToString(copy).replaceAll('var(--paper)', paper)
  const picture = new Image()
  picture.src = `data:image/svg+xml,${encodeURIComponent(text)}`
  await picture.decode()
  return picture
}

function disc(context: CanvasRenderingContext2D, side: number, colour: string) {
  context.beginPath()
  context.arc(side / 2, side / 2, side / 2 - 0.5, 0, 2 * Math.PI)
  context.fillStyle = colour
  context.fill()
}

function canvasOf(side: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = Math.round(side * devicePixelRatio)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no 2D canvas')
  context.scale(devicePixelRatio, devicePixelRatio)
  return context
}

function imageOf(context: CanvasRenderingContext2D): ImageData {
  return context.getImageData(0, 0, context.canvas.width, context.canvas.height)
}
