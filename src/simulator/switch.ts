import * as z from 'zod';

/** `documented`, `seen` in logs or samples, taken from the `shared` subcode table of a sibling service, or `assumed`. */
export type Evidence = 'documented' | 'seen' | 'shared' | 'assumed';

/** A result or refusal: HTTP-like code and the platform's subcode. */
export interface Judgement {
  readonly code: number;
  readonly subcode: number;
}

type SwitchValue = boolean | number | string | Judgement;

/** A switch has a default, says on what evidence, and can be changed at start or while the simulator runs. */
export interface Switch<Value extends SwitchValue> {
  readonly schema: z.ZodType<Value>;
  readonly fallback: Value;
  readonly evidence: Evidence;
  readonly about: string;
}

const milliseconds = z.int().min(0).max(86_400_000);

export function time(fallback: number, evidence: Evidence, about: string): Switch<number> {
  return { schema: milliseconds, fallback, evidence, about };
}

export function count(fallback: number, evidence: Evidence, about: string): Switch<number> {
  return { schema: z.int().min(0).max(1000), fallback, evidence, about };
}

export function flag(fallback: boolean, evidence: Evidence, about: string): Switch<boolean> {
  return { schema: z.boolean(), fallback, evidence, about };
}

export function judgement(
  code: number,
  subcode: number,
  evidence: Evidence,
  about: string,
): Switch<Judgement> {
  const schema = z.strictObject({ code: z.int().min(0).max(999), subcode: z.int().min(0) });
  return { schema, fallback: { code, subcode }, evidence, about };
}
