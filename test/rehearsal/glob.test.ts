import * as fc from 'fast-check';
import { matchesGlob } from '../../src/rehearsal/glob.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '/'), maxLength: 8 });

/** The same by definition: a star stands for some beginning of what is left. */
function reference(subject: string, glob: string): boolean {
  if (glob === '') return subject === '';
  const [first, rest] = [glob.slice(0, 1), glob.slice(1)];
  if (first !== '*') return subject.startsWith(first) && reference(subject.slice(1), rest);
  return Array.from({ length: subject.length + 1 }, (_, end) => end).some((end) =>
    reference(subject.slice(end), rest),
  );
}

test('a star stands for anything, also for nothing', () => {
  fc.assert(
    fc.property(text, text, (subject, glob) =>
      expect(matchesGlob(subject, glob)).toBe(reference(subject, glob)),
    ),
    { numRuns: 2_000 },
  );
});

test('a hostile pattern costs no time', () => {
  expect(matchesGlob('a'.repeat(50_000), `${'*a'.repeat(2_000)}b`)).toBe(false);
});
