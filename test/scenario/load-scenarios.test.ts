/** Files of scenarios, read: where each of their parts stands, and what is wrong with them, word for word. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderProblem } from '../../src/flow/index.ts';
import { loadScenarios } from '../../src/scenario/index.ts';
import type { LoadedScenario } from '../../src/scenario/index.ts';

const file = 'desk.scenarios.json';

function loaded(text: string): readonly LoadedScenario[] {
  const read = loadScenarios(text, { file });
  if (read.kind === 'ok') return read.scenarios;
  throw new Error(read.problems.map((problem) => renderProblem(problem, text)).join('\n'));
}

function problemsOf(text: string): readonly string[] {
  const read = loadScenarios(text, { file });
  return read.kind === 'ok' ? [] : read.problems.map((problem) => renderProblem(problem, text));
}

const withStep = (step: string): string => `[
  { "scenario": "s", "flow": "f", "steps": [
    ${step}
  ] }
]`;

const written = `[
  {
    "scenario": "one",
    "flow": "desk",
    "mocks": { "http": [{ "url": "*", "after": "1.5s" }] },
    "steps": [
      { "press": "12", "gap": "150ms" },
      { "expect": { "prompt": "menu" }, "within": "2s" },
      {
        "expect":
          { "end": "completed" }
      }
    ],
    "never": [{ "logged": "1234" }],
    "always": [{ "node": "a" }, { "silenceOver": "3s" }]
  },
  { "scenario": "two", "flow": "desk", "steps": [] }
]`;

/** What stands in the text at these places. */
const shown = (
  text: string,
  places: readonly { readonly line: number; readonly column: number; readonly length: number }[],
) =>
  places.map(({ line, column, length }) =>
    text.split('\n')[line - 1]?.slice(column - 1, column - 1 + length),
  );

test('every scenario, step and rule has its place: the part that says what it is', () => {
  const [one, two] = loaded(written);
  expect(one).toMatchObject({ file, place: { line: 3, column: 17 }, pointer: '/0' });
  expect(shown(written, one?.stepPlaces ?? [])).toEqual(['"12"', '"menu"', '"completed"']);
  expect(shown(written, one?.neverPlaces ?? [])).toEqual(['"1234"']);
  expect(shown(written, one?.alwaysPlaces ?? [])).toEqual(['"a"', '"3s"']);
  expect(two).toMatchObject({ place: { line: 17, column: 17 }, pointer: '/1', stepPlaces: [] });
});

test('a step is where it says what it is, in whatever order its members are written', () => {
  const text = withStep('{ "within": "2s", "expect": { "prompt": "menu" } }, { "data": 1, "raise": "paid" }');
  const [one] = loaded(text);
  expect(shown(text, one?.stepPlaces ?? [])).toEqual(['"menu"', '"paid"']);
});

test('lengths of time are read: in milliseconds', () => {
  const [one] = loaded(written);
  expect(one?.scenario).toMatchObject({
    mocks: { http: [{ after: 1_500 }] },
    steps: [{ press: '12', gap: 150 }, { within: 2_000 }, {}],
    always: [{}, { silenceOver: 3_000 }],
  });
});

test('a byte order mark and other line ends are read too', () => {
  const [one] = loaded(`\uFEFF${written.replaceAll('\n', '\r\n')}`);
  expect(one?.stepPlaces[1]).toMatchObject({ line: 8, column: 31 });
});

test('the scenarios of the front desk are read, each with as many places as steps', () => {
  const scenarios = loaded(readFileSync(join(__dirname, 'front-desk.scenarios.json'), 'utf8'));
  expect(scenarios).toHaveLength(5);
  for (const { scenario, stepPlaces } of scenarios) expect(stepPlaces).toHaveLength(scenario.steps.length);
});

test.each<[string, string, string]>([
  [
    'no JSON',
    '[{ "scenario": "s",, }]',
    `desk.scenarios.json:1:20  error JSON-SYNTAX  There are two commas in a row. Remove one.
  1 | [{ "scenario": "s",, }]
    |                    ^`,
  ],
  [
    'a step that is misspelt',
    withStep('{ "pres": "1" }'),
    `desk.scenarios.json:3:5  error FLOW-MISSING-PROPERTY  "press" is missing in item 1 of "steps".
  3 |     { "pres": "1" }
    |     ^^^^^^^^^^^^^^^
desk.scenarios.json:3:7  error FLOW-UNKNOWN-PROPERTY  "pres" is not a property that is known in item 1 of "steps".
  3 |     { "pres": "1" }
    |       ^^^^^^
  Did you mean press?`,
  ],
  [
    'a fault that is two things',
    withStep('{ "fault": { "operation": "answer", "status": 500, "lost": true } }'),
    `desk.scenarios.json:3:56  error FLOW-UNKNOWN-PROPERTY  "lost" is not a property that is known in "fault".
  3 |     { "fault": { "operation": "answer", "status": 500, "lost": true } }
    |                                                        ^^^^^^`,
  ],
  [
    'an operation that Graph does not have',
    withStep('{ "fault": { "operation": "answr", "status": 500 } }'),
    `desk.scenarios.json:3:31  error FLOW-WRONG-VALUE  "operation" must be "createCall", "getCall", "deleteCall", "answer", "reject", "redirect", "transfer", "keepAlive", "mute", "unmute", "playPrompt", "recordResponse", "cancelMediaProcessing", "subscribeToTone", "sendDtmfTones", "changeScreenSharingRole", "updateRecordingStatus", "addLargeGalleryView", "listParticipants", "getParticipant", "inviteParticipants", "muteParticipant", "muteAllParticipants", "startHoldMusic", "stopHoldMusic", "deleteParticipant", "listAudioRoutingGroups", "createAudioRoutingGroup", "getAudioRoutingGroup", "updateAudioRoutingGroup", "deleteAudioRoutingGroup", "listContentSharingSessions" or "getContentSharingSession".
  3 |     { "fault": { "operation": "answr", "status": 500 } }
    |                               ^^^^^^^
  Did you mean answer?`,
  ],
])('%s is told with its excerpt', (_what, text, report) => {
  expect(problemsOf(text).join('\n')).toBe(report);
});

test('a name that is taken is told at the second one, with the place of the first', () => {
  const text =
    '[\n{ "scenario": "s", "flow": "f", "steps": [] },\n{ "scenario": "s", "flow": "g", "steps": [] }\n]';
  expect(problemsOf(text)).toEqual([
    `desk.scenarios.json:3:15  error SCENARIO-NAME-TAKEN  A scenario of this file is called so already, at 2:15. Reports tell scenarios apart by their names: give this one another.
  3 | { "scenario": "s", "flow": "g", "steps": [] }
    |               ^^^`,
  ]);
});
