/** Which versions of orchestrations a host runs, as the durable extension compares them (`CompareVersions`). */
import { versionMismatch } from '../../src/host/durable/versioning.ts';

const runs = (
  version: string | null,
  defaultVersion: string | null,
  matchStrategy = 'CurrentOrOlder' as const,
) => versionMismatch(version, { defaultVersion, matchStrategy }) === null;

test.each([
  ['1', '1', true],
  ['1', '2', true],
  ['2', '1', false],
  ['9', '10', false],
  ['10', '9', true],
  ['1.9', '1.10', true],
  ['1.10', '1.9', false],
  ['1.0', '1.0.0', true],
  ['1.0.0', '1.0', false],
  ['1', '1.0', true],
  ['A', 'a', true],
  ['b', 'A', false],
  ['a', 'B', true],
  [null, '1', true],
  ['', null, true],
  ['1', null, false],
])('an instance of version %j on a host of version %j: %j', (version, defaultVersion, expected) => {
  expect(runs(version, defaultVersion)).toBe(expected);
});
