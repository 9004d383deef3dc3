import { DomainError } from '../../db/domain/errors'
import { save } from '../../db/store/save'
import { openWhere } from './engines'
import { dated } from './small-register'

/* Enters assessments for as many keys as told, each of which somebody else enters too; prints what came of each. */
const [file, racer, count] = process.argv.slice(2)
const store = openWhere(String(file))
const outcomes: string[] = []
for (let n = 0; n < Number(count); n++) {
  const draft = {
    actor: { id: String(racer), name: String(racer) },
    at: '2026-11-22T12:00:00.000Z',
    reason: `Number ${n} of ${racer}`,
    salt: `${racer} ${n}`,
    changes: [
      {
        op: 'enter' as const,
        kind: 'assessment' as const,
        row: {
          id: `${racer}.${n}`,
          ...dated('2016-02-03'),
          subjectId: 'arch',
          property: 'condition' as const,
          value: 'poor',
          certainty: 'high' as const,
          rationale: { en: `Said by ${racer}` },
          assessor: 'editors' as const,
          knownFrom: 17_000 + n,
        },
      },
    ],
  }
  try {
    await save(store, () => draft)
    outcomes.push('saved')
  } catch (error) {
    outcomes.push(error instanceof DomainError ? `${error.code} ${error.detail}` : String(error))
  }
}
await store.close()
console.log(JSON.stringify(outcomes))
