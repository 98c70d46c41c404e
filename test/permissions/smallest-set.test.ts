import * as fc from 'fast-check';
import { permissionFacts } from '../../src/permissions/index.ts';
import type { ApplicationPermission } from '../../src/permissions/index.ts';
import { smallestSet } from '../../src/permissions/smallest-set.ts';

const names = permissionFacts.map(({ name }) => name);
const need = fc.subarray([...names], { minLength: 1 });
const needs = fc.array(need, { maxLength: 12 });

type Set = readonly ApplicationPermission[];
const meetsAll = (set: Set, all: readonly Set[]): boolean =>
  all.every((one) => one.some((name) => set.includes(name)));

/** Every subset, found by taking or leaving one name after the other. */
function subsets(of: Set): readonly Set[] {
  const [first, ...rest] = of;
  if (first === undefined) return [[]];
  return subsets(rest).flatMap((set) => [set, [first, ...set]]);
}

/** How privileged a set is: its members, the most privileged first. */
const privilege = (set: Set): readonly number[] =>
  set.map((name) => names.indexOf(name)).sort((a, b) => b - a);

function isLess(one: readonly number[], other: readonly number[]): boolean {
  const place = one.findIndex((rank, index) => rank !== other[index]);
  return place >= 0 && (one[place] ?? 0) < (other[place] ?? 0);
}

test('the set meets every need, and none that is smaller does (Q1)', () => {
  fc.assert(
    fc.property(needs, (all) => {
      const found = smallestSet(all) ?? [];
      expect(meetsAll(found, all)).toBe(true);
      for (const other of subsets(names))
        if (other.length < found.length) expect(meetsAll(other, all)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('of those of its size it is the least privileged (Q2)', () => {
  fc.assert(
    fc.property(needs, (all) => {
      const found = smallestSet(all) ?? [];
      for (const other of subsets(names)) {
        if (other.length !== found.length || !meetsAll(other, all)) continue;
        expect(isLess(privilege(other), privilege(found))).toBe(false);
      }
    }),
    { numRuns: 500 },
  );
});

test('what is there already is not asked for again', () => {
  fc.assert(
    fc.property(needs, fc.subarray([...names]), (all, there) => {
      const missing = smallestSet(all, names, there) ?? [];
      expect(missing.filter((name) => there.includes(name))).toEqual([]);
      expect(meetsAll([...there, ...missing], all)).toBe(true);
      const smaller = subsets(names).filter((other) => other.length < missing.length);
      for (const other of smaller) expect(meetsAll([...there, ...other], all)).toBe(false);
    }),
  );
});

test('needs that nothing among these meets have no set', () => {
  expect(smallestSet([['Calls.Initiate.All']], ['Calls.AccessMedia.All'])).toBe(null);
  expect(smallestSet([])).toEqual([]);
});
