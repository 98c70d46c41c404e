/** Packages that ship ES modules only; jest runs CommonJS, so they are transformed too. */
const esmOnly = ['jose', 're2js', '@humanwhocodes/momoa', 'temporal-polyfill', 'temporal-utils'];

export default {
  // On two cores jest would leave one idle.
  maxWorkers: '100%',
  // It is there for what hangs: a machine that others use too may be slow.
  testTimeout: 30_000,
  testEnvironment: 'node',
  testSequencer: '<rootDir>/scripts/heaviest-first.mjs',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: {
    '^.+\\.[tj]s$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
};
