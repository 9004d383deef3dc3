// The tests of ../property/racing.test.ts, on a cluster.
process.env.TADMOR_TEST_ENGINE = 'cluster'
await import('../property/racing.test')
