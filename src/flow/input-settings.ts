import * as z from 'zod';
import { milliseconds } from '../call/index.ts';
import type { Milliseconds } from '../call/index.ts';
import { durationBetween, parseDuration } from './duration.ts';

const timeoutSchema = durationBetween('100ms', '2m');

export const bargeInSchema = z.boolean().describe('Whether a key stops what plays (true).');

export const dataDipTimeoutSchema = durationBetween('100ms', '60s').describe(
  'How long each try of a data dip may take (5s).',
);

/** Timing and attempts of key input, as an author writes them: section 3 of the flow language. */
export const inputSchema = z
  .strictObject({
    firstDigitTimeout: timeoutSchema.optional().describe('Silence after the prompt that is noInput (5s).'),
    interDigitTimeout: timeoutSchema.optional().describe('Silence after a key that ends the input (3s).'),
    terminatorTimeout: durationBetween('0s', '2m').optional().describe('Wait for the terminator (0s).'),
    maxAttempts: z.int().min(1).max(20).optional().describe('noInput and noMatch together (3).'),
    maxNoInput: z.int().min(1).max(20).optional().describe('This many times noInput is the end of it.'),
    maxNoMatch: z.int().min(1).max(20).optional().describe('This many times noMatch is the end of it.'),
  })
  .meta({ id: 'input', description: 'Timing and attempts of key input.' });
export type WrittenInput = z.infer<typeof inputSchema>;

/** The same with every default applied. */
export interface InputSettings {
  readonly firstDigitTimeout: Milliseconds;
  readonly interDigitTimeout: Milliseconds;
  readonly terminatorTimeout: Milliseconds;
  readonly maxAttempts: number;
  readonly maxNoInput: number;
  readonly maxNoMatch: number;
  readonly bargeIn: boolean;
}

/** What a flow's `defaults` say. */
export interface InputDefaults {
  readonly input?: WrittenInput | undefined;
  readonly bargeIn?: boolean | undefined;
  readonly http?: { readonly timeout?: string | undefined } | undefined;
}

/** The node's own `input` merged over the flow's `defaults.input` merged over the language's defaults. */
export function resolveInput(defaults: InputDefaults, node: InputDefaults): InputSettings {
  const written = { ...withoutUndefined(defaults.input), ...withoutUndefined(node.input) };
  const length = (text: string | undefined, fallback: number): Milliseconds =>
    text === undefined ? milliseconds(fallback) : parseDuration(text);
  const maxAttempts = written.maxAttempts ?? 3;
  return {
    firstDigitTimeout: length(written.firstDigitTimeout, 5_000),
    interDigitTimeout: length(written.interDigitTimeout, 3_000),
    terminatorTimeout: length(written.terminatorTimeout, 0),
    maxAttempts,
    maxNoInput: written.maxNoInput ?? maxAttempts,
    maxNoMatch: written.maxNoMatch ?? maxAttempts,
    bargeIn: node.bargeIn ?? defaults.bargeIn ?? true,
  };
}

function withoutUndefined(written: WrittenInput | undefined): WrittenInput {
  const entries = Object.entries(written ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}
