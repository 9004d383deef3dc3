// The tests of ../property/store.test.ts, on a cluster.
process.env.TADMOR_TEST_ENGINE = 'cluster'
await import('../property/store.test')
