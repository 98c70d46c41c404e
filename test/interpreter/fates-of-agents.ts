import { isOver } from '../../src/interpreter/index.ts';
import type { Step } from '../../src/interpreter/index.ts';
import { isTaken } from './random-history.ts';
import type { TakenStep } from './random-history.ts';

/** What became of the calls to others that Graph has spoken of, in its answers or in notifications. */
export function fatesOfAgents(all: readonly (Step | TakenStep)[]): {
  readonly hungUp: number;
  readonly left: number;
  readonly forgotten: readonly string[];
} {
  const events = all.flatMap((taken) => (isTaken(taken) ? [taken] : []));
  const commands = all.flatMap((taken) => taken.commands);
  const known = new Set<string>();
  const left = new Set<string>();
  for (const { event, before } of events) {
    if (event.kind === 'commandResult' && before.inFlight?.command.id === event.command) {
      const { graphCallId } = before.inFlight.command;
      if (event.result.kind === 'created') known.add(event.result.graphCallId);
      // Graph does not know it any more.
      if (event.result.kind === 'callGone' && graphCallId !== null) left.add(graphCallId);
    }
    if (event.kind !== 'consultation') continue;
    if (event.news.kind === 'ended') left.add(event.graphCallId);
    // Heard of too late: nobody waits any more for those that may not exist.
    if (isOver(before) || (before.deadlines.consultationEnd ?? Infinity) < event.at) continue;
    const isKnown = before.consultations.some(({ command }) => command === event.consultation);
    const isAsked = !before.outbox.some(({ id }) => id === event.consultation);
    if (isKnown && isAsked) known.add(event.graphCallId);
  }
  const hungUp = commands.flatMap(({ kind, graphCallId }) => (kind === 'deleteCall' ? [graphCallId] : []));
  const replaced = commands.flatMap((command) => (command.kind === 'transfer' ? [command.replaces] : []));
  const last = all.at(-1)?.state.position;
  const tookOver = last?.kind === 'over' && last.end === 'transferred' ? replaced.slice(-1) : [];
  const forgotten = [...known].filter((id) => ![...left, ...hungUp, ...tookOver].some((each) => each === id));
  return {
    hungUp: [...known].filter((id) => hungUp.some((each) => each === id)).length,
    left: left.size,
    forgotten,
  };
}
