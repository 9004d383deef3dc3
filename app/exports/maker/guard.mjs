// A thread beside the maker's own, which stands still while pages are set: ends the process when it takes more memory
// than it may, in MB.
import { workerData } from 'node:worker_threads'

const EVERY_MS = 100

setInterval(() => {
  if (process.memoryUsage.rss() > workerData * 1024 * 1024) process.kill(process.pid, 'SIGKILL')
}, EVERY_MS)
