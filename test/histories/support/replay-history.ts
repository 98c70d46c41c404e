import { isDeepStrictEqual } from 'node:util';
import { EventType } from '../../../src/host/durable/history.ts';
import { replay } from '../../../src/host/durable/replay.ts';
import type { Decision } from '../../../src/host/durable/decisions.ts';
import type { EpisodeTrace } from '../../../src/host/index.ts';
import type { Generation, RecordedEvent, RecordedHistory } from './recorded-history.ts';
import type { RegisteredFunctions } from './registered-functions.ts';

type HistoryEvent = EpisodeTrace['history'][number];

const decided: ReadonlySet<number> = new Set([
  EventType.TaskScheduled,
  EventType.SubOrchestrationInstanceCreated,
  EventType.TimerCreated,
  EventType.OrchestratorCompleted,
]);

/** What an orchestrator was given in one episode, and what it decided in it. */
interface Episode {
  readonly given: readonly RecordedEvent[];
  readonly decisions: readonly RecordedEvent[];
}

/** A generation's history, cut where the orchestrator was run. */
function episodesOf(history: readonly RecordedEvent[]): readonly Episode[] {
  const episodes: { given: RecordedEvent[]; decisions: RecordedEvent[] }[] = [];
  for (const event of history) {
    if (event.EventType === EventType.OrchestratorStarted) episodes.push({ given: [], decisions: [] });
    const episode = episodes.at(-1);
    if (episode === undefined) throw new Error('A history begins with OrchestratorStarted.');
    (decided.has(event.EventType) ? episode.decisions : episode.given).push(event);
  }
  return episodes;
}

/** The events up to an episode, as the durable extension sends them in it: what it has just been given is not played yet. */
function historyAt(
  episodes: readonly Episode[],
  number: number,
  { input }: Generation,
): readonly HistoryEvent[] {
  return episodes.slice(0, number + 1).flatMap(({ given, decisions }, index) => [
    ...given.map((event) => sent(event, index < number, input)),
    // What an episode decides is still new in the one after it.
    ...(index < number ? decisions.map((event) => sent(event, index < number - 1, input)) : []),
  ]);
}

function sent(event: RecordedEvent, isPlayed: boolean, input: unknown): HistoryEvent {
  if (event.EventType === EventType.OrchestratorStarted) return { ...event, IsPlayed: false };
  if (event.EventType === EventType.ExecutionStarted)
    return { ...event, Input: input === null ? null : JSON.stringify(input), IsPlayed: isPlayed };
  return { ...event, IsPlayed: isPlayed };
}

/** A decision, in the words in which two are compared: what an activity is given may change, what is done may not. */
function wordsOf(event: RecordedEvent): readonly string[] {
  const { EventId: id } = event;
  switch (event.EventType) {
    case EventType.TaskScheduled:
      return [`${id}: activity ${event.Name}`];
    case EventType.SubOrchestrationInstanceCreated:
      return [`${id}: orchestration ${event.Name}`];
    case EventType.TimerCreated:
      return [`${id}: timer ${event.FireAt}`];
    default:
      return [];
  }
}

function wordsOfDecision(decision: Decision): string {
  switch (decision.kind) {
    case 'scheduleActivity':
      return `${decision.id}: activity ${decision.name}`;
    case 'startSubOrchestration':
      return `${decision.id}: orchestration ${decision.name}`;
    case 'createTimer':
      return `${decision.id}: timer ${new Date(decision.fireAt).toISOString()}`;
    case 'complete':
      return decision.outcome === 'finished' ? `the end, ${decision.status}` : 'a new beginning';
  }
}

/**
 * Gives a recorded history to the registered orchestrators, one episode after the other, and says where they decide otherwise
 * than it says. Nothing: they would have taken the instance to its end from wherever it was.
 */
export async function replayHistory(
  { orchestrator, instanceId, generations }: RecordedHistory,
  functions: RegisteredFunctions,
  /** Another one than was recorded. */
  name = orchestrator,
): Promise<readonly string[]> {
  const known = {
    orchestrators: functions.named('orchestrationTrigger'),
    activities: functions.named('activityTrigger'),
  };
  const differences: string[] = [];
  for (const [index, generation] of generations.entries()) {
    const episodes = episodesOf(generation.history);
    for (const [number, episode] of episodes.entries()) {
      const history = historyAt(episodes, number, generation);
      const answer = await functions.runOrchestrator(name, {
        history,
        input: JSON.stringify(generation.input),
        instanceId,
        parentInstanceId: null,
        isReplaying: number > 0,
      });
      const started = history.find((event) => event.EventType === EventType.ExecutionStarted);
      const executionId =
        started?.EventType === EventType.ExecutionStarted ? started.OrchestrationInstance.ExecutionId : '';
      const { decisions } = replay({ functionName: name, executionId, history, answer, functions: known });
      const isLast = number === episodes.length - 1;
      const expected = isLast ? [endOf(generation)] : episode.decisions.flatMap(wordsOf);
      const actual = decisions.map(wordsOfDecision);
      const where = `generation ${index + 1}, episode ${number + 1}`;
      if (!isDeepStrictEqual(actual, expected))
        differences.push(
          `${where}: ${list(expected)} was recorded, ${list(actual)} came${failureOf(decisions)}`,
        );
      else if (isLast && !hasAll(outcomeOf(decisions), outcomeOfGeneration(generation)))
        differences.push(`${where}: it ended with something else than was recorded`);
    }
  }
  return differences;
}

const endOf = ({ ending }: Generation): string =>
  ending.kind === 'completed' ? 'the end, Completed' : 'a new beginning';

const outcomeOfGeneration = ({ ending }: Generation): unknown =>
  ending.kind === 'completed' ? ending.output : ending.input;

function outcomeOf(decisions: readonly Decision[]): unknown {
  const [decision] = decisions;
  if (decision?.kind !== 'complete') return null;
  if (decision.outcome === 'continuedAsNew') return decision.input;
  return decision.result === null ? null : JSON.parse(decision.result);
}

/** Whether a JSON value has everything that was recorded of it; it may have grown. */
function hasAll(actual: unknown, recorded: unknown): boolean {
  if (Array.isArray(recorded))
    return (
      Array.isArray(actual) &&
      actual.length === recorded.length &&
      recorded.every((member, index) => hasAll(actual[index], member))
    );
  if (typeof recorded !== 'object' || recorded === null) return actual === recorded;
  if (typeof actual !== 'object' || actual === null) return false;
  const members = new Map<string, unknown>(Object.entries(actual));
  return Object.entries(recorded).every(([name, member]) => hasAll(members.get(name), member));
}

const list = (words: readonly string[]): string => (words.length === 0 ? 'nothing' : words.join(', '));

function failureOf(decisions: readonly Decision[]): string {
  const [decision] = decisions;
  if (decision?.kind !== 'complete' || decision.outcome !== 'finished') return '';
  return decision.status === 'Failed' ? ` (${decision.result?.split('\n')[0] ?? ''})` : '';
}
