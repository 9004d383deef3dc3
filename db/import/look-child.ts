import type { Looked } from './look'
import { inspectFile } from './read'
import { ImportUnreadable, UnreadableFile } from './shape'

/* Looks into one file in a process of its own, told its path by the process that started it, and says what it found. */
process.once('message', (path: string) => {
  void look(path).then((told) => process.send?.(told, undefined, undefined, () => process.exit()))
})
process.on('disconnect', () => process.exit())
// A terminal, or systemd, signals every process: this one ends with the server, which waits for its answer.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {})

async function look(path: string): Promise<Looked> {
  try {
    return { found: await inspectFile(path) }
  } catch (error) {
    if (error instanceof ImportUnreadable)
      return { refused: error.key, row: error instanceof UnreadableFile ? error.row : 0 }
    return { failed: String((error as Error).stack ?? error) }
  }
}
