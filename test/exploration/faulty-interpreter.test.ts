/** Mistakes in the interpreter that generated callers find, each by its rule. */
import { milliseconds } from '../../src/call/index.ts';
import type * as Explorations from '../../src/exploration/index.ts';
import { rehearsalFlows } from '../../src/library/index.ts';
import { withBug } from '../seeded-bugs/with-bug.ts';

const flows = rehearsalFlows('flows', () => undefined);

/** The rules that generated callers of a shipped flow see broken first. */
function brokenRules(id: string, bug: Parameters<typeof withBug>[0], runs: number): readonly string[] {
  const found = flows.find(id);
  if (found.kind !== 'ok') throw new Error(JSON.stringify(found));
  let rules: readonly string[] = [];
  withBug(bug, () => {
    const { Exploration } = jest.requireActual<typeof Explorations>('../../src/exploration/index.ts');
    const exploration = new Exploration(found.flow, { seed: 1, runs, silence: milliseconds(2_000) });
    while (exploration.findings.length === 0 && exploration.next());
    rules = exploration.findings.map(({ rule }) => rule);
  });
  return rules;
}

const progress = 'interpreter/progress.ts';
const bugs = [
  {
    bug: 'the first key is waited for as long as those that follow',
    flow: 'front-desk',
    file: 'flow/input/input-machine.ts',
    find: "turn.setTimer(firstDigitTimeout, 'input');",
    put: "turn.setTimer(interDigitTimeout, 'input');",
    rule: 'E11',
  },
  {
    bug: 'keys that wait are dropped from node to node',
    flow: 'front-desk',
    file: progress,
    find: '      leaveNode(draft);\n      return enter(draft, move.to, {',
    put: '      leaveNode(draft);\n      draft.change({ keys: { ...draft.state.keys, ready: [] } });\n      return enter(draft, move.to, {',
    rule: 'E13',
  },
  {
    bug: 'type-ahead is dropped when a node is entered',
    flow: 'front-desk',
    file: 'flow/input/input-machine.ts',
    find: '  if (play.length === 0 || (bargeIn && turn.keys.pressed()))',
    put: '  turn.keys.drop();\n  if (play.length === 0 || (bargeIn && turn.keys.pressed()))',
    rule: 'E13',
  },
  {
    bug: 'keys of a sensitive value are not masked',
    flow: 'front-desk',
    file: 'interpreter/node-turn.ts',
    find: 'const taken = take(draft, masked);',
    put: 'const taken = take(draft, false);',
    rule: 'E5',
  },
  {
    bug: 'a sensitive value is not masked',
    flow: 'front-desk',
    file: 'flow/nodes/collect.ts',
    find: 'const masked = turn.isSensitive(node.into);',
    put: 'const masked = false;',
    rule: 'E5',
  },
  {
    bug: 'a key does not stop the prompt',
    flow: 'practice',
    file: 'flow/input/input-machine.ts',
    find: '  turn.stopPlaying();\n  return listen(rules, turn);',
    put: '  return listen(rules, turn);',
    rule: 'E10',
  },
  {
    bug: 'a call ends twice',
    flow: 'front-desk',
    file: progress,
    find: '  draft.writeEnd(actual, reason, endedAt);\n',
    put: '  draft.writeEnd(actual, reason, endedAt);\n  draft.writeEnd(actual, reason, endedAt);\n',
    rule: 'E1',
  },
  {
    bug: 'silence and wrong keys have three attempts each',
    flow: 'front-desk',
    file: 'flow/input/input-visit.ts',
    find: 'counts.noInput + counts.noMatch >= maxAttempts',
    put: 'Math.max(counts.noInput, counts.noMatch) >= maxAttempts',
    rule: 'E4',
  },
  {
    bug: 'a choice leads elsewhere',
    flow: 'front-desk',
    file: 'flow/nodes/menu.ts',
    find: 'return go(to, value)',
    put: 'return go(node.onExhausted, value)',
    rule: 'E9',
  },
  {
    bug: 'nothing is done when the caller has gone',
    flow: 'practice',
    file: progress,
    find: 'if (handler === undefined || draft.state.lastedTooLong) {',
    put: 'if (handler !== undefined || draft.state.lastedTooLong) {',
    rule: 'E12',
  },
  {
    bug: 'a node throws',
    flow: 'practice',
    file: 'flow/nodes/event.ts',
    find: '    return go(node.next);',
    put: "    throw new Error('a defect');",
    rule: 'E6',
  },
  {
    bug: 'a branch tosses a coin',
    flow: 'front-desk',
    file: 'flow/nodes/branch.ts',
    find: 'if (holds) return',
    put: 'if (holds && Math.random() < 0.5) return',
    rule: 'E8',
  },
  {
    bug: 'busy is taken for a failure',
    flow: 'front-desk',
    file: 'flow/transfer/transfer-outcome.ts',
    find: "  if (subcode !== null && busy.subcode.has(subcode)) return 'busy';",
    put: "  if (subcode !== null && busy.subcode.has(subcode)) return 'failed';",
    rule: 'E15',
  },
];

test.each(bugs.map((one) => [one.bug, one.rule, one] as const))('%s: %s', (_bug, rule, one) => {
  expect(brokenRules(one.flow, one, 150)).toContain(rule);
});

test('an interpreter without a bug that was loaded anew breaks none', () => {
  expect(brokenRules('practice', null, 40)).toEqual([]);
});
