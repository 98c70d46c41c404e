import type * as z from 'zod';
import type { HttpMock, RunRule, Scenario, scenariosSchema, Step } from '../scenario/index.ts';

/** A scenario as it is written in a file. */
export type WrittenScenario = z.input<typeof scenariosSchema>[number];
type WrittenStep = WrittenScenario['steps'][number];
type WrittenMock = NonNullable<NonNullable<WrittenScenario['mocks']>['http']>[number];
type WrittenRule = NonNullable<WrittenScenario['never']>[number];
type FaultStep = Extract<Step, { readonly fault: unknown }>;

/** The scenario as it would be written down: lengths of time have units. */
export function writtenScenario({ steps, mocks, never, always, ...rest }: Scenario): WrittenScenario {
  const http = mocks?.http ?? [];
  return {
    ...rest,
    ...(http.length === 0 ? {} : { mocks: { http: http.map(writtenMock) } }),
    steps: steps.map(writtenStep),
    ...(never === undefined ? {} : { never: never.map(writtenRule) }),
    ...(always === undefined ? {} : { always: always.map(writtenRule) }),
  };
}

function writtenStep(step: Step): WrittenStep {
  if ('press' in step) {
    const { gap, after, ...rest } = step;
    return {
      ...rest,
      ...(gap === undefined ? {} : { gap: duration(gap) }),
      ...(after === undefined ? {} : { after: duration(after) }),
    };
  }
  if ('speak' in step) return { speak: duration(step.speak) };
  if ('wait' in step) return { wait: duration(step.wait) };
  if ('fault' in step) return { fault: writtenFault(step.fault) };
  if (!('expect' in step)) return step;
  const { within, ...rest } = step;
  return within === undefined ? rest : { ...rest, within: duration(within) };
}

function writtenFault(fault: FaultStep['fault']): Extract<WrittenStep, { readonly fault: unknown }>['fault'] {
  if ('notification' in fault) {
    const { delayed, ...rest } = fault;
    return delayed === undefined ? rest : { ...rest, delayed: duration(delayed) };
  }
  if ('operation' in fault || 'audio' in fault || 'tones' in fault) return fault;
  const { after, ...rest } = fault;
  return after === undefined ? rest : { ...rest, after: duration(after) };
}

const writtenMock = ({ after, ...mock }: HttpMock): WrittenMock =>
  after === undefined ? mock : { ...mock, after: duration(after) };

const writtenRule = ({ silenceOver, ...rule }: RunRule): WrittenRule =>
  silenceOver === undefined ? rule : { ...rule, silenceOver: duration(silenceOver) };

/** Whole seconds where it is some, else milliseconds. */
const duration = (length: number): string =>
  length > 0 && length % 1_000 === 0 ? `${length / 1_000}s` : `${length}ms`;
