// The tests of ../unit/limiter.test.ts, on a cluster.
process.env.TADMOR_TEST_ENGINE = 'cluster'
await import('../unit/limiter.test')
