import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { proposal, proposalStep } from '../../db/desk-schema'
import { DomainError } from '../../db/domain/errors'
import type { Reader } from '../../db/domain/policy'
import { editClaim } from '../../db/mutations/edit-claim'
import { editMonument } from '../../db/mutations/edit-monument'
import { findMonumentRecords, movedAt } from '../../db/mutations/monument-records'
import { accept, amend, carry, decide, outlookOf, takeBack } from '../../db/mutations/proposals'
import { recordClaim } from '../../db/mutations/record-claim'
import * as t from '../../db/schema'
import { openSqlite } from '../../db/store/sqlite'
import type { Store } from '../../db/store/store'
import { SEEDS, SIZES } from '../sizes'
import { assertSound } from '../support/audit'
import {
  ANN,
  BEN,
  claimForm,
  correction,
  outside,
  proposed,
  RITA,
  reviewedRegister,
  templeForm,
} from '../support/reviewed-register'

/*
 * Two editors and a reviewer at work at once, their steps in any order and each save between any two questions of the
 * others. Every text that an editor types is a word of its own, so that it can be followed to where it ends.
 */

let register: Awaited<ReturnType<typeof reviewedRegister>>
const folder = mkdtempSync(join(tmpdir(), 'tadmor-desk-'))
before(async () => {
  register = await reviewedRegister()
  await register.store.db.run(sql`pragma wal_checkpoint(truncate)`)
})
after(async () => {
  await register.close()
  rmSync(folder, { recursive: true, force: true })
})

const FIELDS = ['words', 'locator', 'note', 'descriptionEn', 'basis', 'claim'] as const
type FieldName = (typeof FIELDS)[number]

const editing = fc.record({
  do: fc.constantFrom('edit', 'edit', 'edit', 'twice', 'amend', 'back'),
  field: fc.constantFrom(...FIELDS),
})
const reviewing = fc.constantFrom('accept', 'accept', 'return', 'return', 'reject')
const programs = fc.record({
  ann: fc.array(editing, { minLength: 1, maxLength: 4 }),
  ben: fc.array(editing, { minLength: 1, maxLength: 4 }),
  rita: fc.array(reviewing, { minLength: 1, maxLength: 6 }),
})

for (const seed of SEEDS)
  test(`${SIZES.deskRuns} interleavings of two editors and a reviewer: nothing lost, nothing doubled (seed ${seed})`, async () => {
    let run = 0
    const came = { accepted: 0, rejected: 0, withdrawn: 0, carried: 0, amended: 0, raced: 0 }
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), programs, async (scheduler, { ann, ben, rita }) => {
        const file = join(folder, `${run++}.db`)
        copyFileSync(register.file, file)
        const real = openSqlite(file)
        const pause = (label: string) => scheduler.schedule(Promise.resolve(), label)
        const store: Store = {
          ...real,
          async atomic(statements) {
            await pause('save')
            return real.atomic(statements)
          },
        }
        const desk = new Desk(store, pause, came)
        try {
          const all = Promise.all([desk.edit(ANN, ann), desk.edit(BEN, ben), desk.review(rita)])
          await scheduler.waitFor(all)
          const last = [{ do: 'amend', field: 'words' as const }]
          await scheduler.waitFor(Promise.all([desk.edit(ANN, last), desk.edit(BEN, last)]))
          await scheduler.waitFor(desk.clear())
          await desk.check()
        } finally {
          await real.close()
          rmSync(file, { force: true })
        }
      }),
      { numRuns: SIZES.deskRuns, seed },
    )
    for (const [what, times] of Object.entries(came)) assert.ok(times > 0, `${what} never happened`)
  })

type Typed = { token: string; field: FieldName; base: number; shown: string | null }
type Came = Record<'accepted' | 'rejected' | 'withdrawn' | 'carried' | 'amended' | 'raced', number>

class Desk {
  private n = 0
  /** What each proposal was last sent with. */
  private readonly sent = new Map<string, Typed>()

  constructor(
    private readonly store: Store,
    private readonly pause: (label: string) => Promise<void>,
    private readonly came: Came,
  ) {}

  async edit(who: Reader, steps: { do: string; field: FieldName }[]): Promise<void> {
    for (const step of steps) {
      await this.pause(`${who.userId} begins`)
      const own = await this.of(who)
      const open = own.find((p) => p.state === (step.do === 'amend' ? 'returned' : 'proposed'))
      if (step.do === 'back') {
        if (open) await this.tolerant(takeBack(outside(this.store, who), open))
      } else if (step.do === 'amend') {
        const field = open && this.sent.get(open.id)?.field
        if (open && field) await this.send(who, field, { former: open.id })
      } else await this.send(who, step.field, { twice: step.do === 'twice' })
    }
  }

  async review(steps: readonly string[]): Promise<void> {
    for (const step of steps) {
      await this.pause('rita looks')
      const [first] = await this.waiting()
      if (!first) continue
      const outlook = await outlookOf(outside(this.store, RITA), first)
      await this.pause('rita reads')
      if (step === 'accept' && outlook.fits)
        await this.tolerant(accept(outside(this.store, RITA), first, outlook.hash))
      else if (step === 'accept') await this.carryOrReturn(first)
      else {
        const state = step === 'return' ? 'returned' : 'rejected'
        await this.tolerant(decide(outside(this.store, RITA), first, { state, comment: 'See' }))
      }
    }
  }

  /** When everybody else has gone home: whatever still fits is accepted, the rest rejected. */
  async clear(): Promise<void> {
    for (let [next] = await this.waiting(); next; [next] = await this.waiting()) {
      const mine = outside(this.store, RITA)
      const outlook = await outlookOf(mine, next)
      if (outlook.fits) await accept(mine, next, outlook.hash)
      else if (!(await this.carried(next)))
        await decide(mine, next, { state: 'rejected', comment: 'Both changed it' })
    }
  }

  private async carryOrReturn(found: typeof proposal.$inferSelect): Promise<void> {
    if (await this.carried(found)) return
    const decision = { state: 'returned' as const, comment: 'Somebody was faster' }
    await this.tolerant(decide(outside(this.store, RITA), found, decision))
  }

  private async carried(found: typeof proposal.$inferSelect): Promise<boolean> {
    if (found.verb === 'carry-over') return false
    try {
      await carry(outside(this.store, RITA), found)
      this.came.carried++
      return true
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return false
    }
  }

  /** Opens a form, types one word into one field, and sends it; a stale form is opened anew. */
  private async send(
    who: Reader,
    field: FieldName,
    { former, twice }: { former?: string; twice?: boolean },
  ): Promise<void> {
    const token = `token${who.userId}${this.n++}x`
    for (let attempt = 0; attempt < 5; attempt++) {
      const { base, shown, form } = await this.open(field, token, former)
      await this.pause(`${who.userId} types`)
      try {
        const once = () => form(who)
        const ids = await Promise.all(twice ? [once(), once()] : [once()])
        assert.equal(new Set(ids).size, 1, 'the same form sent twice is one proposal')
        const [fresh = ''] = ids
        const id = former ? await amend(outside(this.store, who), { former, fresh }) : fresh
        if (id === former) this.came.amended++
        this.sent.set(id, { token, field, base, shown })
        return
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        assert.equal(error.code, 'conflict')
        this.came.raced++
      }
    }
    assert.fail('an editor came to no end')
  }

  private async open(field: FieldName, token: string, former: string | undefined) {
    const { store } = this
    if (field === 'claim') {
      // A new claim keeps its form's id when it is amended.
      const before = former ? await this.recordOf(former) : null
      const n = before === null ? 500 + this.n : Number(before.slice(-12))
      const input = claimForm(n, { words: token })
      return {
        base: 0,
        shown: null,
        form: (who: Reader) => proposed(recordClaim, input, store, who),
      }
    }
    if (field === 'descriptionEn' || field === 'basis') {
      const records = await findMonumentRecords(store.db, ANN, 'temple')
      assert.ok(records)
      const base = movedAt(records)
      const now = {
        descriptionEn: records.monument.description?.en ?? '',
        basis: records.place?.basis ?? '',
      }
      const input = templeForm({ ...now, [field]: token, base: String(base) })
      const form = (who: Reader) => proposed(editMonument, input, store, who)
      return { base, shown: now[field] || null, form }
    }
    const [claim] = await store.db
      .select()
      .from(t.claim)
      .where(and(eq(t.claim.id, 'arch.warned'), isNull(t.claim.retiredRev)))
    assert.ok(claim)
    const now = { words: claim.words, locator: claim.locator ?? '', note: claim.note ?? '' }
    const input = correction({ ...now, [field]: token, base: String(claim.recordedRev) })
    const form = (who: Reader) => proposed(editClaim, input, store, who)
    return { base: claim.recordedRev, shown: now[field] || null, form }
  }

  /** Every word ends in one proposal, and every accepted one in one revision that changes nothing else. */
  async check(): Promise<void> {
    const { db } = this.store
    await assertSound(this.store)
    const all = await db.select().from(proposal)
    const revisions = await db.select().from(t.revision).where(gt(t.revision.rev, 2))
    const changes = await db.select().from(t.change).where(gt(t.change.rev, 2))
    const steps = await db.select().from(proposalStep).orderBy(asc(proposalStep.version))
    assert.deepEqual(all.map((p) => p.id).sort(), [...this.sent.keys()].sort())
    const accepted = all.filter((p) => p.state === 'accepted')
    assert.deepEqual(
      accepted.map((p) => p.rev).sort((a, b) => Number(a) - Number(b)),
      revisions.map((r) => r.rev),
      'each accepted proposal is one revision, and there are no others',
    )
    for (const p of all) {
      const { token, field, base, shown } = this.sent.get(p.id) ?? assert.fail('sent by nobody')
      if (p.state === 'accepted' || p.state === 'rejected' || p.state === 'withdrawn')
        this.came[p.state]++
      assert.ok(JSON.stringify(p.input).includes(token), `${token} is in its proposal`)
      const own = steps.filter((s) => s.proposalId === p.id)
      assert.deepEqual(
        own.map((s) => s.version),
        own.map((_, i) => i + 1),
      )
      assert.equal(own.length, p.version)
      assert.equal(own.at(-1)?.state, p.state)
      const brought = changes.filter(
        ({ before, after }) =>
          JSON.stringify(after).includes(token) && !JSON.stringify(before).includes(token),
      )
      if (p.state !== 'accepted') {
        assert.deepEqual(brought, [], `${token} was not accepted`)
        continue
      }
      assert.deepEqual(
        brought.map((c) => c.rev),
        [p.rev],
        `${token} came in once`,
      )
      const { header } = revisions.find((r) => r.rev === p.rev) ?? assert.fail('no revision')
      assert.deepEqual([header?.actorId, header?.acceptedById], [p.userId, 'rita'])
      if (field === 'claim') continue
      const column = field === 'descriptionEn' ? 'description' : field
      for (const { before, after } of changes.filter((c) => c.rev === p.rev)) {
        const moved = Object.keys({ ...before, ...after }).filter(
          (key) => JSON.stringify(before?.[key]) !== JSON.stringify(after?.[key]),
        )
        assert.deepEqual(moved, [column], `${token} changes its own field alone`)
        const was = before?.[column] as string | { en?: string } | undefined
        const text = typeof was === 'object' ? was.en : was
        assert.equal(text ?? null, shown, `${token} replaces what its form showed, of ${base}`)
      }
    }
  }

  private async waiting() {
    return this.store.db
      .select()
      .from(proposal)
      .where(eq(proposal.state, 'proposed'))
      .orderBy(asc(proposal.proposedAt), asc(proposal.id))
  }

  private async of({ userId }: Reader) {
    return this.store.db
      .select()
      .from(proposal)
      .where(eq(proposal.userId, userId ?? ''))
      .orderBy(asc(proposal.id))
  }

  private async recordOf(id: string): Promise<string> {
    const [found] = await this.store.db.select().from(proposal).where(eq(proposal.id, id))
    return found?.recordId ?? ''
  }

  /** Somebody may have been faster; that is told, and nothing else is. */
  private async tolerant(step: Promise<unknown>): Promise<void> {
    try {
      await step
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      assert.match(String(error.detail), /^desk\.(decided|moved)$/)
      this.came.raced++
    }
  }
}
