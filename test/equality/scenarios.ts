/** What a caller does, told by what the caller hears: `wait` ms after the `heard`-th request begins to sound. */
export interface ScriptStep {
  readonly heard: number;
  readonly wait: number;
  readonly press?: string;
  readonly gap?: number;
  readonly hangUp?: true;
}

export interface Scenario {
  readonly name: string;
  readonly script: readonly ScriptStep[];
  /** The first transfers fail like this, in turn; later ones succeed. */
  readonly transfers?: readonly ('busy' | 'noAnswer' | 'failed')[];
  /** There is no caller: the flow joins a meeting, with these faults ordered before. */
  readonly meeting?: readonly object[];
  /** What becomes of the call to a target of a consultative transfer; left out: it answers at once. */
  readonly called?: {
    /** Its id. */
    readonly target: string;
    readonly outcome: 'answer' | 'busy' | 'noAnswer';
    readonly afterMs?: number;
    /** From the answer. */
    readonly hangUpAfterMs?: number;
  };
  /** Nothing in it waits for a deadline about keys, which a shell calls 250 ms late: then times agree too. */
  readonly withoutKeyDeadlines?: true;
}

/** At the shipped front desk. Request 1 is the greeting, request 2 the menu, unless a key skips one. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'sales, chosen from the menu',
    script: [{ heard: 2, wait: 1_000, press: '1' }],
    withoutKeyDeadlines: true,
  },
  {
    name: 'a key during the greeting skips it and the menu',
    script: [{ heard: 1, wait: 800, press: '0' }],
    withoutKeyDeadlines: true,
  },
  {
    name: 'a priority account, keyed in at once',
    script: [
      { heard: 2, wait: 1_000, press: '2' },
      { heard: 3, wait: 900, press: '912345', gap: 200 },
    ],
    withoutKeyDeadlines: true,
  },
  {
    name: 'type-ahead through menu and account, a hash after it',
    script: [{ heard: 1, wait: 700, press: '2123456#', gap: 120 }],
    withoutKeyDeadlines: true,
  },
  {
    name: 'a wrong key, then a hash too early, then the account',
    script: [
      { heard: 2, wait: 900, press: '7' },
      { heard: 3, wait: 900, press: '2' },
      { heard: 4, wait: 900, press: '12#', gap: 300 },
      { heard: 5, wait: 900, press: '123456', gap: 200 },
    ],
    withoutKeyDeadlines: true,
  },
  { name: 'silence to the end', script: [] },
  {
    name: 'an account left unfinished',
    script: [
      { heard: 2, wait: 1_000, press: '2' },
      { heard: 3, wait: 900, press: '123', gap: 250 },
      { heard: 4, wait: 900, press: '123456', gap: 250 },
    ],
  },
  {
    name: 'sales is busy, and the operator does not answer',
    transfers: ['busy', 'noAnswer'],
    script: [
      { heard: 2, wait: 1_000, press: '1' },
      { heard: 4, wait: 1_000, press: '0' },
    ],
    withoutKeyDeadlines: true,
  },
  {
    name: 'a transfer that simply fails',
    transfers: ['failed'],
    script: [
      { heard: 2, wait: 1_000, press: '1' },
      { heard: 4, wait: 600, hangUp: true },
    ],
    withoutKeyDeadlines: true,
  },
  {
    name: 'gone during the greeting',
    script: [{ heard: 1, wait: 900, hangUp: true }],
    withoutKeyDeadlines: true,
  },
  {
    name: 'gone while the account is awaited',
    script: [
      { heard: 2, wait: 500, press: '2' },
      { heard: 3, wait: 700, press: '12', gap: 300 },
      { heard: 3, wait: 2_200, hangUp: true },
    ],
    withoutKeyDeadlines: true,
  },
];
