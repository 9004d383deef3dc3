import sharp from 'sharp'

/** Stands in the metadata of pictures that tests send: camera owner, artist, description. */
export const CANARY = 'canary-camera-of-noor'

type Type = 'jpeg' | 'png' | 'webp' | 'tiff'

/** A small picture without metadata. */
export function plainPicture(type: Type, background = 'tan', side = 60): Promise<Buffer> {
  return grained(side, 40, background).toFormat(type).toBuffer()
}

/** One that tells its place, its camera's owner and more, in EXIF and XMP, and lies on its side. */
export function pictureWithSecrets(type: Type): Promise<Buffer> {
  return grained(60, 40, 'tan')
    .withExif({
      IFD0: { Artist: CANARY, ImageDescription: CANARY, Orientation: '6' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '34/1 33/1 108/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '38/1 16/1 840/100',
      },
    })
    .withXmp(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>${CANARY}</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>`,
    )
    .withMetadata({ orientation: 6 })
    .toFormat(type)
    .toBuffer()
}

function grained(width: number, height: number, background: string) {
  const noise = { type: 'gaussian', mean: 128, sigma: 12 } as const
  return sharp({ create: { width, height, channels: 3, background, noise } })
}
