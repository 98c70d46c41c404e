/** Whatever a file of scenarios holds, it is read or told what is wrong with it, where it stands. */
import fc from 'fast-check';
import { renderProblem } from '../../src/flow/index.ts';
import { loadScenarios, scenariosSchema } from '../../src/scenario/index.ts';

const words = fc.constantFrom(
  'press',
  'expect',
  'fault',
  'steps',
  'scenario',
  'flow',
  'operation',
  'within',
  'roster',
  'join',
  'x',
  '',
);
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom('1', '2s', 'menu', 'answer', '2026-10-26T09:00:00Z', true, false, null, 500, -1, 0.5),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(words, tie('value'), { maxKeys: 4 }),
  ),
})).value;
const nearlyRight = fc.array(
  fc.record(
    {
      scenario: fc.oneof(fc.string(), value),
      flow: fc.constant('f'),
      steps: fc.array(value, { maxLength: 4 }),
      never: value,
    },
    { requiredKeys: [] },
  ),
  { maxLength: 3 },
);

test('any JSON, and text that is none, is read or refused with a place in the file', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        nearlyRight.map((file) => JSON.stringify(file, null, 1)),
        value.map((file) => JSON.stringify(file)),
        fc.string(),
      ),
      (text) => {
        const loaded = loadScenarios(text, { file: 'f' });
        if (loaded.kind === 'ok') return;
        const lines = text.split(/\r\n|\r|\n/).length;
        expect(loaded.problems.length).toBeGreaterThan(0);
        for (const problem of loaded.problems) {
          expect(problem.line).toBeGreaterThanOrEqual(1);
          expect(problem.line).toBeLessThanOrEqual(lines);
          expect(renderProblem(problem, text)).toContain(problem.code);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('what is read has a place for each step and each rule, and is what the schema makes of it', () => {
  const step = fc.constantFrom(
    { press: '12' },
    { wait: '1s' },
    { hangup: true },
    { expect: { node: 'a' }, within: '2s' },
    { within: '2s', expect: { end: 'completed' } },
    { fault: { audio: 'never' } },
    { data: 1, raise: 'paid' },
  );
  const rule = fc.constantFrom({ node: 'a' }, { silenceOver: '2s' });
  const one = fc.record({
    flow: fc.constant('f'),
    steps: fc.array(step),
    never: fc.array(rule),
    always: fc.array(rule),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 3 }), (file) => {
      const written = file.map((each, index) => ({ scenario: String(index), ...each }));
      const loaded = loadScenarios(JSON.stringify(written, null, 2), { file: 'f' });
      if (loaded.kind !== 'ok') throw new Error(JSON.stringify(loaded.problems));
      expect(loaded.scenarios.map(({ scenario }) => scenario)).toEqual(scenariosSchema.parse(written));
      for (const { scenario, stepPlaces, neverPlaces, alwaysPlaces } of loaded.scenarios) {
        expect([stepPlaces.length, neverPlaces.length, alwaysPlaces.length]).toEqual([
          scenario.steps.length,
          scenario.never?.length,
          scenario.always?.length,
        ]);
        const lines = stepPlaces.map(({ line }) => line);
        expect(lines).toEqual([...lines].sort((left, right) => left - right));
        expect(new Set(lines).size).toBe(lines.length);
      }
    }),
  );
});
