// Loaded with `node --import`: the process starts at noon of one day and time passes as usual from there.
// Only Date is moved; timers and performance.now keep their own clock.

const START = Date.UTC(2026, 10, 22, 12)
const began = performance.now()
const RealDate = Date

const now = () => Math.floor(START + performance.now() - began)

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
})
RealDate.now = now
RealDate.prototype.constructor = globalThis.Date
