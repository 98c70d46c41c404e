import type * as z from 'zod';
import { latest } from '../../call/index.ts';
import type { Instant } from '../../call/index.ts';
import type { HttpMock, Scenario, scenariosSchema } from '../../scenario/index.ts';
import type { Happening, HappeningOf, UnmockedRequest } from './happening.ts';

/** A scenario as it is written in a file. */
export type WrittenScenario = z.input<typeof scenariosSchema>[number];
type WrittenStep = WrittenScenario['steps'][number];
type WrittenMock = NonNullable<NonNullable<WrittenScenario['mocks']>['http']>[number];

export interface RecordedSession {
  /** How the call was placed, and what stood around it. */
  readonly opening: Scenario;
  readonly happenings: readonly Happening[];
  readonly unmocked: readonly UnmockedRequest[];
  /** Up to when the person was there. */
  readonly until: Instant;
}

/**
 * The scenario that does what a person did, at the very instants, and expects what they heard.
 *
 * SP2  Where what happened is played again, each step begins at the instant at which it was done: its distance is that
 *     from the end of the step before it.
 */
export function scenarioOf({ opening, happenings, unmocked, until }: RecordedSession): WrittenScenario {
  const { scenario, flow, at, from, to, settings, mocks } = opening;
  const http = [...(mocks?.http ?? []).map(writtenMock), ...mocksOf(unmocked)];
  return {
    scenario,
    flow,
    ...(at === undefined ? {} : { at }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(settings === undefined ? {} : { settings }),
    ...(http.length === 0 ? {} : { mocks: { http } }),
    steps: stepsOf(happenings, until),
  };
}

function stepsOf(happenings: readonly Happening[], until: Instant): WrittenStep[] {
  const steps: WrittenStep[] = [];
  /** When the step before is over. */
  let over = happenings[0]?.at ?? until;
  const done = new Set<Happening>();
  for (const [index, happening] of happenings.entries()) {
    if (done.has(happening)) continue;
    const { at } = happening;
    const expected = expectationOf(happening);
    if (expected !== null) {
      steps.push({ expect: expected });
      over = latest(over, at);
      continue;
    }
    if (happening.kind === 'pressed') {
      const row = rowFrom(happenings, index);
      for (const each of row) done.add(each);
      steps.push(...pressed(happening, row, at - over));
      over = latest(over, row.at(-1)?.at ?? at);
      continue;
    }
    const step = stepOf(happening, until);
    if (step === null) continue;
    steps.push(...waited(at - over), step);
    over = latest(over, happening.kind === 'spoke' ? (happening.until ?? until) : at);
  }
  return steps;
}

/** What is expected of what a person heard; null: it is nothing that a scenario has to wait for. */
function expectationOf(
  happening: Happening,
): Extract<WrittenStep, { readonly expect: unknown }>['expect'] | null {
  switch (happening.kind) {
    case 'prompt':
      return happening.prompt.listener === 'caller' ? { prompt: happening.prompt.play } : null;
    case 'transfer':
      return { transfer: happening.target };
    case 'milestone':
      return { event: happening.name };
    case 'end':
      return { end: happening.end };
    default:
      return null;
  }
}

function stepOf(happening: Happening, until: Instant): WrittenStep | null {
  switch (happening.kind) {
    case 'spoke':
      return { speak: duration((happening.until ?? until) - happening.at) };
    case 'hungUp':
      return { hangup: true };
    case 'raised':
      return happening.data === null
        ? { raise: happening.name }
        : { raise: happening.name, data: happening.data };
    case 'failing':
      return { fault: { transfer: true, outcome: happening.outcome } };
    default:
      return null;
  }
}

type Pressed = HappeningOf<'pressed'>;

/** Keys with nothing between them that a step would tell of, and the same time from each to the next. */
function rowFrom(happenings: readonly Happening[], first: number): readonly Pressed[] {
  const row: Pressed[] = [];
  for (const happening of happenings.slice(first)) {
    if (happening.kind !== 'pressed') {
      if (isTold(happening)) break;
      continue;
    }
    if (row.length >= 2 && gapOf(row) !== happening.at - (row.at(-1)?.at ?? 0)) break;
    row.push(happening);
  }
  return row;
}

const isTold = (happening: Happening): boolean =>
  expectationOf(happening) !== null || stepOf(happening, happening.at) !== null;

const gapOf = ([first, second]: readonly Pressed[]): number =>
  first === undefined || second === undefined ? usualGap : second.at - first.at;

/** From key to key, unless a step says otherwise (section 6 of the flow language). */
const usualGap = 200;

function pressed({ during }: Pressed, row: readonly Pressed[], after: number): readonly WrittenStep[] {
  const gap = gapOf(row);
  const keys = {
    press: row.map(({ key }) => key).join(''),
    ...(gap === usualGap ? {} : { gap: duration(gap) }),
  };
  return during === null ? [{ ...keys, after: duration(after) }] : [...waited(after), { ...keys, during }];
}

const waited = (length: number): readonly WrittenStep[] => (length > 0 ? [{ wait: duration(length) }] : []);

/** Whole seconds where it is some, else milliseconds. */
const duration = (length: number): string =>
  length > 0 && length % 1_000 === 0 ? `${length / 1_000}s` : `${Math.max(0, length)}ms`;

const writtenMock = ({ after, ...mock }: HttpMock): WrittenMock =>
  after === undefined ? mock : { ...mock, after: duration(after) };

/** Each answer once, in their order. Where no request was answered there is nothing to say: the network fails by itself. */
function mocksOf(unmocked: readonly UnmockedRequest[]): readonly WrittenMock[] {
  if (unmocked.every(({ reply }) => reply.error !== undefined)) return [];
  return unmocked.map(({ url, method, reply: { status, body, error } }) => ({
    url,
    method,
    ...(error === undefined ? { status: status ?? 200 } : { error }),
    ...(body === undefined ? {} : { body }),
    times: 1,
  }));
}
