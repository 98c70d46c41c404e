import type { Instant } from '../call/index.ts';
import type { RunRule, Scenario } from '../scenario/index.ts';
import type { Beginning } from './beginning.ts';
import { begunInWords, inWords, isExpected } from './expectations.ts';
import type { ScenarioFailure } from './result.ts';
import type { Silence } from './silence.ts';

/** All that `never` and `always` are about. */
export interface WholeRun {
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly begun: readonly Beginning[];
  readonly longestSilence: Silence | null;
  /** Everything that was written down: logs, the record, the transcript. */
  readonly written: () => readonly string[];
}

/** What of `never` and `always` did not hold over the whole run. */
export function brokenRules(
  { never = [], always = [] }: Scenario,
  run: WholeRun,
): readonly ScenarioFailure[] {
  const broken = (kind: 'never' | 'always', rules: readonly RunRule[]): readonly ScenarioFailure[] =>
    rules.flatMap((rule, index) => {
      const found = find(rule, run);
      if ((found !== null) === (kind === 'always')) return [];
      const expected = `${kind} ${describe(rule)}`;
      const where = { kind, index } as const;
      return found === null
        ? [{ where, expected, actual: 'it did not come', at: run.endedAt - run.startedAt }]
        : [{ where, expected, actual: found.what, at: found.at - run.startedAt }];
    });
  return [...broken('never', never), ...broken('always', always)];
}

/** Where it is so; null: nowhere. */
function find(rule: RunRule, { begun, longestSilence, written, endedAt }: WholeRun): Found | null {
  const { logged, silenceOver, ...expected } = rule;
  if (logged !== undefined) {
    const place = written().find((text) => text.includes(logged));
    return place === undefined ? null : { what: `it stands in ${excerpt(place, logged)}`, at: endedAt };
  }
  if (silenceOver !== undefined) {
    if (longestSilence === null || longestSilence.length <= silenceOver) return null;
    return { what: `a silence of ${longestSilence.length} ms`, at: longestSilence.from };
  }
  const first = begun.find((each) => isExpected(expected, each));
  return first === undefined ? null : { what: begunInWords(first), at: first.at };
}

interface Found {
  readonly what: string;
  readonly at: Instant;
}

function describe({ logged, silenceOver, ...expected }: RunRule): string {
  if (logged !== undefined) return `the text ${JSON.stringify(logged)} in anything that is written down`;
  return silenceOver === undefined ? inWords(expected) : `a silence over ${silenceOver} ms`;
}

const excerptLength = 60;

function excerpt(text: string, found: string): string {
  const from = Math.max(0, text.indexOf(found) - excerptLength / 2);
  return JSON.stringify(text.slice(from, from + excerptLength + found.length));
}
