import { unspokenTextBy } from '../../src/library/index.ts';

const azure = { kind: 'azure', region: 'westeurope', resourceId: 'speech' } as const;
const local = { kind: 'local' } as const;
const none = { kind: 'none' } as const;

test.each([
  [local, false, 'standIn'],
  [local, true, 'standIn'],
  [none, false, 'playFails'],
  [none, true, 'refuse'],
  [azure, false, 'playFails'],
  [azure, true, 'playFails'],
] as const)(
  'with the speech %j, deployed %p, a text that nobody has spoken: %s',
  (speech, deployed, expected) => {
    expect(unspokenTextBy({ speech, deployed })).toBe(expected);
  },
);
