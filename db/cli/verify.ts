import { parseArgs } from 'node:util'
import {
  copiesFolder,
  headsFile,
  imagesFolder,
  isOnCluster,
  reportsFolder,
  store,
} from '../store/open'
import { HEADS_FILE } from '../store/sqlite'
import { type Verdict, verify } from '../store/verify'
import { parseHead } from '../store/verify/heads'
import { EX_NO_INPUT, hasRegister } from './say'

/** "Usage error" of sysexits.h. */
const EX_USAGE = 64

/**
 * `npm run verify -- [--head REV:HASH]…`: checks the whole register, also that the heads given are still in it. Says the
 * first thing wrong in each part and leaves with 1; with 64 when a head is not one, with 66 where there is no register.
 */
async function main(): Promise<void> {
  const given = readHeads()
  if (given === null) {
    console.error(
      'Usage: npm run verify -- [--head REV:HASH | --head HASH]…  (64 hexadecimal digits)',
    )
    process.exitCode = EX_USAGE
    return
  }
  if (!hasRegister()) {
    process.exitCode = EX_NO_INPUT
    return
  }
  const verdict = await verify(store().db, {
    headsFile: headsFile(),
    heads: given,
    reportsFolder: reportsFolder(),
    copiesFolder: copiesFolder(),
    imagesFolder: imagesFolder(),
  })
  await store().close()
  tell(verdict)
  process.exitCode = verdict.findings.length === 0 ? 0 : 1
}

function readHeads() {
  try {
    const { values } = parseArgs({ options: { head: { type: 'string', multiple: true } } })
    const heads = (values.head ?? []).map(parseHead)
    return heads.some((head) => head === null) ? null : heads.filter((head) => head !== null)
  } catch {
    return null
  }
}

function tell({
  head,
  findings,
  erased,
  steppedBack,
  unnoted,
  unclaimed,
  unattached,
}: Verdict): void {
  for (const { part, problem } of findings) console.error(`${part}: ${problem}`)
  if (erased > 0) console.log(`${erased} payload(s) erased; their hashes fit`)
  if (steppedBack > 0)
    console.log(
      `${steppedBack} revision(s) carry an earlier time than the one before: the clock was set back`,
    )
  if (unnoted > 0)
    console.log(
      `The last ${unnoted} revision(s) are not in ${HEADS_FILE}: ${isOnCluster() ? 'saved by other servers, ' : ''}a crash, or it was cut`,
    )
  if (unclaimed > 0)
    console.log(
      `${unclaimed} file(s) of reports or pictures have no row: a crash, or an older copy was put back`,
    )
  if (unattached > 0)
    console.log(`${unattached} file(s) of copies are attached to no source: sent, but never saved`)
  console.log(
    findings.length === 0
      ? `Whole: revision ${head.rev}, head ${head.hash}`
      : `${findings.length} part(s) damaged`,
  )
}

await main()
