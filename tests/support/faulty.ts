import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { claimInput } from '../../db/domain/inputs'
import { recordClaim } from '../../db/mutations/record-claim'
import { HEADS_FILE, openSqlite } from '../../db/store/sqlite'
import type { Store } from '../../db/store/store'
import { verify } from '../../db/store/verify'
import { idSequence, NOW, smallRegister, someone } from './small-register'

/** The small register as a file of its own, closed; `file` is in a fresh folder that `remove` deletes. */
export async function registerFile(): Promise<{ folder: string; file: string; remove(): void }> {
  const register = await smallRegister()
  const folder = mkdtempSync(join(tmpdir(), 'tadmor-fault-'))
  const file = join(folder, 'tadmor.db')
  new Sqlite(register.file).exec(`vacuum into '${file}'`)
  await register.close()
  return { folder, file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Records the nth claim as the form does: a new source, a claim and a conclusion; returns its revision. */
export async function saveNth(store: Store, n: number, now = NOW): Promise<number> {
  const formId = `11111111-2222-4333-8444-${String(n).padStart(12, '0')}`
  const input = claimInput.parse({
    formId,
    newTitle: `Paper ${n}`,
    newPublished: '2016-01',
    newClass: 'press',
    subjectId: 'temple',
    property: 'statement',
    valid: '2016-01-05',
    words: `Number ${n} says that nothing is left.`,
    wordsLang: 'en',
    sensitivity: 'public',
    reason: `Number ${n}`,
    textLang: 'en',
  })
  const newId = idSequence(n * 100)
  const call = { store, reader: someone('editor'), now, newId, salt: `salt ${n}`, input }
  return (await recordClaim(call)).rev
}

/** Reopens a register after a fault: fails unless file, chain, records, derived rows and search are sound. */
export async function soundHead(file: string, { heads = true } = {}) {
  const store = openSqlite(file)
  try {
    const headsFile = heads ? join(dirname(file), HEADS_FILE) : null
    const verdict = await verify(store.db, { headsFile })
    assert.deepEqual(verdict.findings, [])
    return verdict
  } finally {
    await store.close()
  }
}

/** Why no small disk can be mounted here, or null; `mountTiny` then can. */
export function whyNoDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'tadmor-mount-'))
  const mounted = mount(folder, '64k')
  if (mounted) spawnSync('umount', [folder])
  rmSync(folder, { recursive: true, force: true })
  return mounted ? null : 'only root may mount a small disk'
}

/** A disk of its own of a given size (as tmpfs takes it), such as "4m"; `remove` unmounts it. */
export function mountTiny(size: string): {
  folder: string
  remount(how: string): boolean
  remove(): void
} {
  const folder = mkdtempSync(join(tmpdir(), 'tadmor-disk-'))
  assert.ok(mount(folder, size))
  return {
    folder,
    remount: (how) => spawnSync('mount', ['-o', `remount,${how}`, folder]).status === 0,
    remove() {
      spawnSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function mount(folder: string, size: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status === 0
}
