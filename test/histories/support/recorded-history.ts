import type { EpisodeTrace } from '../../../src/host/index.ts';

type HistoryEvent = EpisodeTrace['history'][number];

/** An event as it is kept: whether it has been played is a matter of the episode, and left out. */
export type RecordedEvent = HistoryEvent extends infer Event
  ? Event extends HistoryEvent
    ? Omit<Event, 'IsPlayed'>
    : never
  : never;

/** How a generation of an instance ended. */
export type Ending =
  | { readonly kind: 'completed'; readonly output: unknown }
  | { readonly kind: 'continuedAsNew'; readonly input: unknown };

/** One execution of an instance; each `continueAsNew` begins another. */
export interface Generation {
  /** What it was started with; `Input` of its ExecutionStarted is left out, being the same. */
  readonly input: unknown;
  /** Every event that it was ever given. */
  readonly history: readonly RecordedEvent[];
  readonly ending: Ending;
}

/** All of an instance, as the durable extension would have kept it. */
export interface RecordedHistory {
  /** What happens in it. */
  readonly about: string;
  readonly orchestrator: string;
  readonly instanceId: string;
  readonly generations: readonly Generation[];
}

/** The file of a history: an event a line, so that people can read it and a difference is small. */
export function historyText({ about, orchestrator, instanceId, generations }: RecordedHistory): string {
  const facts = { about, orchestrator, instanceId };
  const lines = Object.entries(facts).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`,
  );
  const executions = generations.map(({ input, history, ending }) =>
    [
      '    {',
      `      "input": ${JSON.stringify(input)},`,
      '      "history": [',
      history.map((event) => `        ${JSON.stringify(event)}`).join(',\n'),
      '      ],',
      `      "ending": ${JSON.stringify(ending)}`,
      '    }',
    ].join('\n'),
  );
  return ['{', ...lines, '  "generations": [', executions.join(',\n'), '  ]', '}', ''].join('\n');
}
