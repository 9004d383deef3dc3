import type { ImportSettings } from '../import-schema'
import type { Call } from './call'

/** A file to import: kept at `path` inside the data folder's `imports/`, read in `format` by `mapping`. */
export type ImportInput = {
  siteId: string
  path: string
  fileName: string
  size: number
  sha256: string
  format: string
  mapping: unknown
  settings: ImportSettings
  /** Why: the reason of the revision. */
  reason: string
}

/**
 * Begins to hold a file against the register, in a process of its own; returns the import's id at once. Throws
 * `forbidden`, and `invalid` on `exact` when somebody else than an administrator asks for exact places.
 */
export declare function stageImport(call: Call<ImportInput>): Promise<string>
/** Holds the same file against the register as it stands now. */
export declare function restageImport(call: Call<{ id: string }>): Promise<string>
/** Stops an import that has not come true; nothing of it stays. Throws `invalid` when it has. */
export declare function cancelImport(call: Call<{ id: string }>): Promise<void>
/** Makes an import that is `ready` true, in a process of its own; returns at once. */
export declare function applyImport(call: Call<{ id: string }>): Promise<void>
/** Begins to plan the taking back of an import (or of such a taking back) as an import of its own; returns its id. */
export declare function undoImport(call: Call<{ id: string; reason: string }>): Promise<string>
/** Keeps how the columns of files with this header are understood at a site. */
export declare function rememberMapping(
  call: Call<{ siteId: string; signature: string; mapping: unknown }>,
): Promise<void>
