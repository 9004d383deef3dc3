import type { WorkflowInput } from '../domain/desk-input'
import { DomainError } from '../domain/errors'
import { at, can } from '../domain/policy'
import { save } from '../store/save'
import { type Call, editorOf, requireBase, type Saved } from './call'

/**
 * Decides whether changes at a site are saved at once or wait to be accepted. An administrator's own act, never itself
 * proposed: a site with one administrator could not be opened again. What waits already still waits. Throws `forbidden`,
 * `conflict`, and `invalid` on `workflow` when it is so already.
 */
export async function setWorkflow(call: Call<WorkflowInput>): Promise<Saved> {
  const { store, now, salt, input } = call
  const actor = editorOf(call.reader)
  const reader = at(call.reader, input.siteId)
  if (!can(reader, 'administer')) throw new DomainError('forbidden')
  const head = await save(store, async () => {
    const before = await requireBase({ store, reader }, 'site', input.siteId, input.base)
    if ((before.workflow ?? 'direct') === input.workflow)
      throw new DomainError('invalid', 'workflow', 'field.nothing_changed')
    const row = { ...before, workflow: input.workflow }
    return {
      actor,
      at: now,
      reason: input.reason,
      salt,
      changes: [{ op: 'correct', kind: 'site', before, row }],
    }
  })
  return { rev: head.rev, id: input.siteId }
}
