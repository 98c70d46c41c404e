/**
 * The order in which jest runs test files. In a clean clone it knows no durations and begins with the largest files; the
 * longest tests are in small ones, and would be left over at the end for one core while the other waits.
 */
const heaviest = [
  'test/equality/same-trace.chaos.test.ts',
  'test/hosted/same-transcript.test.ts',
  'test/flow/analysis/brute-force.test.ts',
  'test/equality/effects.chaos.test.ts',
  'test/hosted/same-transcript.properties.test.ts',
  'test/orchestration/mailbox.properties.test.ts',
  'test/cli/check.fuzz.test.ts',
  'test/seeded-bugs/interpreter-bugs.test.ts',
  'test/equality/desks.chaos.test.ts',
  'test/interpreter/step.properties.test.ts',
];

const rankOf = ({ path }) => {
  const rank = heaviest.findIndex((file) => path.replaceAll('\\', '/').endsWith(file));
  return rank < 0 ? heaviest.length : rank;
};

/** Jest's interface of a test sequencer; it keeps nothing from run to run. */
export default class HeaviestFirst {
  sort(tests) {
    return [...tests].sort((one, other) => rankOf(one) - rankOf(other) || one.path.localeCompare(other.path));
  }

  shard(tests, { shardIndex, shardCount }) {
    return this.sort(tests).filter((_test, index) => index % shardCount === shardIndex - 1);
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {
    return undefined;
  }
}
