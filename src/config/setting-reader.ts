import type * as z from 'zod';
import type { SettingProblem } from './settings-error.ts';

/** The environment, as the process or a settings file gives it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads settings one by one and keeps what is wrong, so that all of it can be said at once. A value that is
 * empty or blank counts as missing: that is how deployment templates write "not set".
 */
export interface SettingReader {
  /** The parsed value; null where it is missing or wrong (wrong is then a problem). */
  readonly optional: <Value>(name: string, schema: z.ZodType<Value, string>) => Value | null;
  /** Like `optional`, but a missing value is a problem too, for the reason given. */
  readonly required: <Value>(name: string, schema: z.ZodType<Value, string>, why: string) => Value | null;
  readonly isSet: (name: string) => boolean;
  readonly report: (name: string, reason: string) => void;
  readonly problems: readonly SettingProblem[];
}

/** The setting of a name; nothing where it is missing, empty or blank. */
export type SettingLookup = (name: string) => string | undefined;

/** What every reader of settings looks them up by: own members only, and blank means missing. */
export function settingLookup(environment: Environment): SettingLookup {
  return (name) => {
    const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
    return value === undefined || value.trim() === '' ? undefined : value;
  };
}

export function settingReader(environment: Environment): SettingReader {
  const problems: SettingProblem[] = [];
  // A setting that several others need is asked for more than once, and reported once.
  const report = (name: string, reason: string): void => {
    if (!problems.some((problem) => problem.name === name)) problems.push({ name, reason });
  };
  const valueOf = settingLookup(environment);
  const optional = <Value>(name: string, schema: z.ZodType<Value, string>): Value | null => {
    const value = valueOf(name);
    if (value === undefined) return null;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    // The first issue says enough, and zod's messages of the schemas used here never repeat the value.
    report(name, parsed.error.issues[0]?.message ?? 'is wrong');
    return null;
  };
  return {
    optional,
    required: (name, schema, why) => {
      if (valueOf(name) === undefined) report(name, `is missing; ${why}`);
      return optional(name, schema);
    },
    isSet: (name) => valueOf(name) !== undefined,
    report,
    problems,
  };
}
