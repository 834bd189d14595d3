/** Node runs our TypeScript as it stands, by removing the types; jest does the same through the transform below. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/strip-types.js' },
  testTimeout: 30_000,
  // Much of the time is waiting for servers and containers: no core need be kept free.
  maxWorkers: '100%',
};
