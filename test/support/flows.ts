import { mediaName, milliseconds } from '../../src/call/index.ts';
import { callId, graphCallId } from '../../src/call/index.ts';
import type { CallFacts, Clip, Instant, Party } from '../../src/call/index.ts';
import {
  bindFlow,
  clipKey,
  clipSources,
  compileFlow,
  loadFlow,
  readSignature,
  renderProblem,
} from '../../src/flow/index.ts';
import type {
  BoundFlow,
  ClipSource,
  CompiledFlow,
  FlowDirectory,
  FlowDocument,
} from '../../src/flow/index.ts';

/**
 * A flow for a test: members that every flow needs are filled in. Problems of the flow fail the test. `subflows` are
 * the flows beside it, each with its id.
 */
export function testFlow(...flow: Parameters<typeof boundTestFlow>): CompiledFlow {
  return compileFlow(boundTestFlow(...flow));
}

/** The same, as a call is pinned to it. */
export function boundTestFlow(
  flow: object,
  lengths: Readonly<Record<string, number | null>> = {},
  subflows: readonly (object & { readonly id: string })[] = [],
): BoundFlow {
  const written = [{ id: 'test', ...flow }, ...subflows].map((one) => ({
    version: '1.0.0',
    locale: 'en-GB',
    ...one,
  }));
  const signatures = written.flatMap((one) => readSignature(JSON.parse(JSON.stringify(one))) ?? []);
  const flows: FlowDirectory = {
    ids: signatures.map(({ id }) => id),
    find: (id) => signatures.find((signature) => signature.id === id) ?? null,
  };
  const [document, ...others] = written.map((one) => load(JSON.stringify(one, null, 1), flows));
  if (document === undefined) throw new Error('unreachable');
  const parts = others.map((other) => [
    other.id,
    { document: other, clips: Object.fromEntries(clipsOf(other, lengths)) },
  ]);
  return bindFlow(document, clipsOf(document, lengths), Object.fromEntries(parts));
}

function load(text: string, flows: FlowDirectory): FlowDocument {
  const options = { file: 'test.json', settings: () => undefined, missingSettings: 'refuse', flows } as const;
  const loaded = loadFlow(text, options);
  if (loaded.kind !== 'problems') return loaded.document;
  throw new Error(loaded.problems.map((problem) => renderProblem(problem, text)).join('\n'));
}

/** A clip for every source; `lengths` by audio path or text, 60 ms a character and at least 600 ms otherwise. */
export function clipsOf(
  document: FlowDocument,
  lengths: Readonly<Record<string, number | null>> = {},
): ReadonlyMap<string, Clip> {
  return new Map(
    clipSources(document).map((source, index) => [
      clipKey(source),
      { name: mediaName(`clip-${index}.wav`), length: lengthOf(source, lengths) },
    ]),
  );
}

function lengthOf(source: ClipSource, lengths: Readonly<Record<string, number | null>>): Clip['length'] {
  if (source.kind === 'silence') return source.length;
  const name = source.kind === 'audio' ? source.path : source.text;
  const length = Object.hasOwn(lengths, name) ? lengths[name] : undefined;
  if (length === null) return null;
  return milliseconds(length ?? Math.max(600, 60 * name.length));
}

/** An incoming call from an example number to an example instance. */
export function testCall(startedAt: Instant): CallFacts {
  const nobody = { id: null, phone: null, displayName: null, tenantId: null };
  const from: Party = { ...nobody, kind: 'phone', phone: '+4930901820001' };
  const to: Party = { ...nobody, kind: 'applicationInstance', id: '550fae72-d251-43ec-868c-373732c2704f' };
  return {
    id: callId('call-1'),
    graphCallId: graphCallId('6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001'),
    direction: 'incoming',
    from,
    to,
    tenantId: 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928',
    callees: null,
    variables: {},
    startedAt,
  };
}
