import { unspokenTextBy } from '../../src/library/index.ts';

const azure = { kind: 'azure', region: 'westeurope', resourceId: 'speech', voices: new Map() } as const;
const local = { kind: 'local' } as const;
const none = { kind: 'none' } as const;

test.each([
  [local, false, 'render'],
  [local, true, 'render'],
  [none, false, 'playFails'],
  [none, true, 'refuse'],
  [azure, false, 'render'],
  [azure, true, 'render'],
] as const)(
  'with the speech %j, deployed %p, a text that nobody has spoken: %s',
  (speech, deployed, expected) => {
    expect(unspokenTextBy({ speech, deployed })).toBe(expected);
  },
);
