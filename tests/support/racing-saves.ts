import { requireBounds } from '../../db/domain/dates'
import { save } from '../../db/store/save'
import { openWhere } from './engines'

/* Saves as many claims as told, one by one, while others do the same: where the register is, name of this racer, count. */
const [file, racer, count] = process.argv.slice(2)
const store = openWhere(String(file))
for (let n = 0; n < Number(count); n++) {
  await save(store, () => ({
    actor: { id: String(racer), name: String(racer) },
    at: '2026-11-22T12:00:00.000Z',
    reason: `Number ${n} of ${racer}`,
    salt: `${racer} ${n}`,
    changes: [
      {
        op: 'enter',
        kind: 'claim',
        row: {
          id: `${racer}.${n}`,
          valid: '2015-09',
          qualifier: 'on',
          ...requireBounds('2015-09'),
          subjectId: 'temple',
          property: 'statement',
          sourceId: 'paper',
          words: `Said by ${racer}`,
          wordsLang: 'en',
          knownFrom: 16_700,
        },
      },
    ],
  }))
}
await store.close()
