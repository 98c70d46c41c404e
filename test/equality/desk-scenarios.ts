import type { Scenario } from './scenarios.ts';

const desk = (number: number): string => `a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e3${number}`;
const choose = (number: number) => ({ heard: 1, wait: 500, press: String(number) });

/** Request 1 is the menu, the next ones are the hold. Each has a desk of its own, so that all can be called at once. */
export const deskScenarios: readonly Scenario[] = [
  {
    name: 'the desk answers, hears the whisper and takes the caller',
    called: { target: desk(1), outcome: 'answer', afterMs: 5_150 },
    script: [choose(1)],
    withoutKeyDeadlines: true,
  },
  {
    name: 'the desk is busy',
    called: { target: desk(2), outcome: 'busy', afterMs: 900 },
    script: [choose(2)],
    withoutKeyDeadlines: true,
  },
  {
    name: 'nobody is at the desk, and a key meanwhile skips what is said of it',
    called: { target: desk(3), outcome: 'noAnswer' },
    script: [choose(3), { heard: 2, wait: 1_000, press: '5' }],
    withoutKeyDeadlines: true,
  },
  {
    name: 'the desk hangs up in the whisper',
    called: { target: desk(4), outcome: 'answer', afterMs: 700, hangUpAfterMs: 350 },
    script: [choose(4)],
    withoutKeyDeadlines: true,
  },
  {
    name: 'the caller hangs up while the desk rings',
    called: { target: desk(5), outcome: 'noAnswer' },
    script: [choose(5), { heard: 2, wait: 1_300, hangUp: true }],
    withoutKeyDeadlines: true,
  },
  {
    name: 'a whisper with values, and a hand-over that fails',
    called: { target: desk(6), outcome: 'answer', afterMs: 700 },
    transfers: ['failed'],
    script: [choose(6)],
    withoutKeyDeadlines: true,
  },
  {
    name: 'the caller hangs up in the whisper',
    called: { target: desk(7), outcome: 'answer', afterMs: 700 },
    script: [choose(7), { heard: 2, wait: 1_150, hangUp: true }],
    withoutKeyDeadlines: true,
  },
];
