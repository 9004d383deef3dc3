import { join } from 'node:path'
import { imageInput } from '../../db/domain/image-input'
import { addImage } from '../../db/mutations/images'
import { takeIn } from '../../db/store/images/take-in'
import { DATABASE_FILE } from '../../db/store/open'
import { openSqlite } from '../../db/store/sqlite'
import { pictureWithSecrets } from './pictures'
import { idSequence, NOW, someone } from './small-register'

/* Run by `pictureBeside`: adds a picture to a claim in a data folder and prints its id. */

const [dataDir = '', about = ''] = process.argv.slice(2)
const store = openSqlite(join(dataDir, DATABASE_FILE))
const newId = idSequence(7000)
const input = imageInput.parse({
  formId: newId(),
  about,
  captionEn: 'A picture of a test',
  credit: 'A photographer',
  rights: 'cc_by',
  sensitivity: 'public',
  reason: 'Evidence',
})
const call = { store, reader: someone('editor'), now: NOW, newId, salt: newId(), input }
const bytes = new Uint8Array(await pictureWithSecrets('jpeg'))
const file = new File([bytes], 'a.jpg', { type: 'image/jpeg' })
const { id } = await addImage(call, () => takeIn(file, join(dataDir, 'images')))
await store.close()
console.log(id)
