/**
 * How far the tests search that look for what nobody thought of: random histories, flows, callers and seeds of chaos.
 * `npm test` is to be quick and does a share of it, with other seeds each time where they are random; `npm run verify` does
 * all of it (the gate "thorough search"), with `IVR_TEST_THOROUGH=1`.
 */
const isThorough = process.env.IVR_TEST_THOROUGH === '1';

/** How many of so many runs are done. */
export const share = (runs: number): number => (isThorough ? runs : Math.ceil(runs * 0.15));

/** Which of so many cases are run: all of them, or every third. */
export const someOf = <Case>(cases: readonly Case[]): readonly Case[] =>
  isThorough ? cases : cases.filter((_case, index) => index % 3 === 0);
