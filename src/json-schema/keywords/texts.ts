import type { JsonValue } from '../../call/index.ts';
import { formats } from '../formats.ts';
import { judging } from '../keyword.ts';
import type { Keyword } from '../keyword.ts';
import { patternSteps, schemaPattern } from '../pattern.ts';
import { atLeast, atMost, counting } from './count.ts';

/** In code points, as the specification counts. */
const length = (value: JsonValue): number | null =>
  typeof value === 'string' ? Array.from(value).length : null;

/** What judges strings; other values are nothing to it. */
export const texts = {
  maxLength: counting(length, atMost),
  minLength: counting(length, atLeast),
  pattern: (context) => {
    const { argument, problem } = context;
    if (typeof argument !== 'string') return problem('must have a pattern here');
    const pattern = schemaPattern(argument);
    if (pattern.kind === 'bad') return problem(`has a pattern that cannot be used: ${pattern.reason}`);
    return judging(context, (value, run) => {
      if (typeof value !== 'string') return true;
      run.spend(patternSteps(pattern, value));
      return pattern.matches(value);
    });
  },
  format: (context) => {
    const { argument, problem } = context;
    const format = typeof argument === 'string' ? formats.get(argument) : undefined;
    if (format === undefined)
      return problem(`must have a format that is judged: ${[...formats.keys()].join(', ')}`);
    return judging(context, (value, run) => {
      if (typeof value !== 'string') return true;
      run.spend(1 + value.length / 64);
      return format(value);
    });
  },
} satisfies Record<string, Keyword>;
