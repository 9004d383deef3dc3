import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { env } from '../db/cli/env'
import { readLastBackup } from '../db/store/backup/last'
import { store } from '../db/store/open'
import { readHead } from '../db/store/save'
import { tally } from '../db/store/tally'

type Metrics = {
  registry: Registry
  /** Counts an answer that took so many seconds. */
  count(answer: { method: string; route: string; status: number }, seconds: number): void
}

/** Shared by Next's bundles, each of which has its own copy of this file. */
const shared = globalThis as { tadmorMetrics?: Metrics }

/** What Prometheus may read of this process. Labels are patterns and codes, never what anybody sent. */
export function metrics(): Metrics {
  shared.tadmorMetrics ??= make()
  return shared.tadmorMetrics
}

function make(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const answers = new Counter({
    name: 'tadmor_http_requests_total',
    help: 'Requests answered, by pattern of route, method and status',
    labelNames: ['route', 'method', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'tadmor_http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer',
    labelNames: ['route', 'method'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  gauges(registers)
  return {
    registry,
    count({ method, route, status }, seconds) {
      answers.inc({ method, route, status })
      durations.observe({ method, route }, seconds)
    },
  }
}

/** What is asked for only when somebody collects it. */
function gauges(registers: Registry[]): void {
  new Counter({
    name: 'tadmor_saves_total',
    help: 'Revisions accepted by this process',
    registers,
    collect() {
      this.reset()
      this.inc(tally().saves)
    },
  })
  new Counter({
    name: 'tadmor_save_conflicts_total',
    help: 'Changes refused because the record had moved',
    registers,
    collect() {
      this.reset()
      this.inc(tally().conflicts)
    },
  })
  new Gauge({
    name: 'tadmor_head_revision',
    help: 'The newest revision of the register',
    registers,
    async collect() {
      this.set((await readHead(store().db)).rev)
    },
  })
  new Gauge({
    name: 'tadmor_last_backup_age_seconds',
    help: 'Time since the last good backup; missing where there is none',
    registers,
    collect() {
      const last = readLastBackup(env().dataDir)
      this.reset()
      if (last) this.set((Date.now() - Date.parse(last.at)) / 1000)
      else this.remove()
    },
  })
}
