import fc from 'fast-check';
import { queueNameProblem } from '../../src/call/index.ts';

test.each(['abc', 'voicemails', 'a-b', '0-1-2', 'a'.repeat(63)])('%s is a name of a queue', (name) => {
  expect(queueNameProblem(name)).toBeNull();
});

test.each([
  ['ab', '3 to 63'],
  ['', '3 to 63'],
  ['a'.repeat(64), '3 to 63'],
  ['Voicemails', 'lower-case'],
  ['a_b', 'lower-case'],
  ['a b', 'lower-case'],
  ['grüße', 'lower-case'],
  ['abc\n', 'lower-case'],
  ['-abc', 'hyphen'],
  ['abc-', 'hyphen'],
  ['a--b', 'hyphen'],
])('%j is none', (name, reason) => {
  expect(queueNameProblem(name)).toContain(reason);
});

test('a name is runs of letters and digits with single hyphens between them', () => {
  const run = fc.stringMatching(/^[a-z0-9]{1,8}$/);
  const name = fc.array(run, { minLength: 1, maxLength: 8 }).map((runs) => runs.join('-'));
  fc.assert(
    fc.property(name, (text) => {
      expect(queueNameProblem(text) === null).toBe(text.length >= 3 && text.length <= 63);
    }),
  );
});
