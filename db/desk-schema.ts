import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import * as v from './domain/vocabulary'

/*
 * The editors' desk: what is not, or not yet, part of the record. No revision numbers, no chain; nothing here is ever
 * shown to the public or exported. Times are ISO timestamps.
 */

/** What one change in a proposal would do: the version it starts from and what it says before and after. */
export type ProposedChange = {
  op: 'enter' | 'correct' | 'withdraw'
  kind: string
  id: string
  base: number
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/**
 * A change waiting for somebody else to accept it: the verb and its input, to be run again at acceptance, with the ids
 * that it was given and what it would have changed when it was proposed.
 */
export const proposal = sqliteTable(
  'proposal',
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    verb: text('verb').notNull(),
    input: text('input', { mode: 'json' }).$type<unknown>().notNull(),
    ids: text('ids', { mode: 'json' }).$type<string[]>().notNull(),
    changes: text('changes', { mode: 'json' }).$type<ProposedChange[]>().notNull(),
    recordId: text('record_id').notNull(),
    reason: text('reason').notNull(),
    userId: text('user_id').notNull(),
    state: text('state', { enum: v.PROPOSAL_STATES }).notNull(),
    /** Counts every step, so that two decisions cannot both be taken. */
    version: integer('version').notNull(),
    /** The head on which `changes` were worked out. */
    atRev: integer('at_rev').notNull(),
    proposedAt: text('proposed_at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: text('decided_at'),
    /** The revision that it became. */
    rev: integer('rev'),
  },
  (t) => [
    index('proposal_queue').on(t.state, t.siteId, t.proposedAt),
    index('proposal_user').on(t.userId, t.state),
    index('proposal_record').on(t.recordId),
  ],
)

/** Each step of a proposal, with what was said at it. */
export const proposalStep = sqliteTable(
  'proposal_step',
  {
    proposalId: text('proposal_id')
      .notNull()
      .references(() => proposal.id),
    version: integer('version').notNull(),
    state: text('state', { enum: v.PROPOSAL_STATES }).notNull(),
    userId: text('user_id').notNull(),
    at: text('at').notNull(),
    comment: text('comment'),
  },
  (t) => [primaryKey({ columns: [t.proposalId, t.version] })],
)

/** What somebody has typed into a form and not yet sent: one for each person, form and record. */
export const draft = sqliteTable(
  'draft',
  {
    userId: text('user_id').notNull(),
    /** The form, and the record or place that it is about. */
    form: text('form').notNull(),
    about: text('about').notNull(),
    /** Where to go on writing: a path of our own. */
    path: text('path').notNull(),
    values: text('values', { mode: 'json' }).$type<Record<string, string[]>>().notNull(),
    savedAt: text('saved_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.form, t.about] })],
)

/** A word from outside: an error seen, a source that we lack. */
export const tip = sqliteTable(
  'tip',
  {
    id: text('id').primaryKey(),
    siteId: text('site_id').notNull(),
    /** The record that it is about, if one. */
    aboutId: text('about_id'),
    kind: text('kind', { enum: v.TIP_KINDS }).notNull(),
    words: text('words').notNull(),
    url: text('url'),
    /** How to answer, where they want an answer. */
    contact: text('contact'),
    lang: text('lang').notNull(),
    receivedAt: text('received_at').notNull(),
    state: text('state', { enum: v.TIP_STATES }).notNull(),
    handledBy: text('handled_by'),
    handledAt: text('handled_at'),
    outcome: text('outcome'),
  },
  (t) => [index('tip_queue').on(t.state, t.siteId, t.receivedAt)],
)
