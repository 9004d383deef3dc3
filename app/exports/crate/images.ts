import { imagesOfView } from '../../../db/queries/images-of-view'
import { readImageFile } from '../../../db/store/images/files'
import { imagesFolder } from '../../../db/store/open'
import type { Row } from '../../../db/store/records'
import type { Asked } from '../answer'
import { type Both, both } from '../view-facts'
import type { CrateFile } from './entries'

/** The public pictures of the monuments of a view, as files of a crate. */
export async function imageFiles(asked: Asked): Promise<CrateFile[]> {
  const images = await imagesOfView(asked.db, asked.reader, asked.site.id, asked.pinned)
  return images.filter((i) => i.sensitivity === 'public').map(fileOf)
}

function fileOf(image: Row<'image'>): CrateFile {
  const caption: Both = both(
    ({ lang }) => image.caption[lang] ?? image.caption.en ?? image.caption.ar ?? '',
  )
  return {
    path: `images/${encodeURIComponent(image.id)}.webp`,
    name: caption,
    mime: 'image/webp',
    isPressed: true,
    isMade: true,
    image,
    async *pieces() {
      const bytes = await readImageFile(imagesFolder(), image, 'large')
      if (bytes === null) throw new Error(`image ${image.id} has lost its file`)
      yield bytes
    },
  }
}
