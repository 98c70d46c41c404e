import { VirtualClock, answerGraph, createSimulation, unsignedAuthority } from '../../src/simulator/index.ts';
import type {
  FaultInput,
  NotificationRequest,
  Simulation,
  SimulatedParty,
  SimulatorOptions,
} from '../../src/simulator/index.ts';
import { faultSchema, rosterOrderSchema } from '../../src/simulator/index.ts';
import { writeWav } from '../../src/simulator/media/wav.ts';
import type { SimulatedCall } from '../../src/simulator/call/simulated-call.ts';

export const notifyUrl = 'https://voice.example.net/callbacks/calls';
export const callbackUri = 'https://voice.example.net/callbacks/calls/1';
export const caller: SimulatedParty = { kind: 'phone', id: '+4930901820001' };
export const frontDesk: SimulatedParty = {
  kind: 'applicationInstance',
  id: '1c2d3e4f-5061-4728-93a4-b5c6d7e8f901',
};
export const serviceHosted = { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' };
export const answerBody = { callbackUri, acceptedModalities: ['audio'], mediaConfig: serviceHosted };

export interface Notified {
  /** Milliseconds since the world began. */
  readonly at: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly changeType: string;
  readonly resourceUrl: string;
  readonly resource: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  /** How many changes travelled in the same request. */
  readonly batch: number;
}

export type AnswerWith = (
  request: NotificationRequest,
  attempt: number,
) => { status: number; location?: string } | 'reset' | 'never';

export interface World {
  readonly clock: VirtualClock;
  readonly simulation: Simulation;
  /** Every change that was told, in order, redeliveries included. */
  readonly notified: Notified[];
  /** Every request that was sent, redeliveries included. */
  readonly requests: NotificationRequest[];
  readonly fetched: string[];
  answerNotificationsWith: AnswerWith;
  readonly graph: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Asked>;
  /** An incoming call, the app told of it. */
  readonly incoming: (from?: SimulatedParty) => Promise<SimulatedCall>;
  /** A call that is answered and whose audio is active. */
  readonly established: (from?: SimulatedParty) => Promise<SimulatedCall>;
  readonly act: (call: SimulatedCall, action: string, body?: unknown) => Promise<Asked>;
  readonly fault: (input: FaultInput) => void;
  /** Something happens among the participants, as the control API takes it; answers the id of whom it concerned. */
  readonly roster: (call: SimulatedCall, input: unknown) => string;
  /** A call that the app makes, of which nothing has been told yet. */
  readonly outgoing: (body: object) => Promise<SimulatedCall>;
}

export interface Asked {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>> | null;
  /** The code of an error body. */
  readonly code: string | undefined;
  readonly reset: boolean;
}

/** A simulated platform on virtual time, without a network: prompts are named by their length. */
export async function world(options: SimulatorOptions = {}): Promise<World> {
  const clock = new VirtualClock();
  const start = clock.now();
  const notified: Notified[] = [];
  const requests: NotificationRequest[] = [];
  const fetched: string[] = [];
  const simulation = await createSimulation({
    notifyUrl,
    clock,
    authority: unsignedAuthority(),
    // A defect that a running simulator would survive must not be survived by a test.
    log: (line) => {
      throw new Error(line);
    },
    fetchMedia: (uri) => {
      fetched.push(uri);
      return Promise.resolve(mediaFile(uri));
    },
    transport: (request) => {
      requests.push(request);
      note(notified, request, clock.now() - start);
      const answer = self.answerNotificationsWith(request, requests.length);
      if (answer === 'reset') return Promise.reject(new Error('reset'));
      if (answer === 'never') {
        return new Promise((_resolve, reject) => {
          request.signal.addEventListener('abort', () => {
            reject(new Error('aborted'));
          });
        });
      }
      return Promise.resolve({ status: answer.status, location: answer.location ?? null });
    },
    ...options,
  });
  const self: World = {
    clock,
    simulation,
    notified,
    requests,
    fetched,
    answerNotificationsWith: () => ({ status: 202 }),
    async graph(method, path, body, headers = {}) {
      const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
      const sent = { ...(text === '' ? {} : { 'content-type': 'application/json' }), ...headers };
      const answer = await answerGraph(simulation, { method, path, headers: sent, body: text });
      const error = answer.body?.error as { code: string } | undefined;
      return { ...answer, code: error?.code };
    },
    async incoming(from = caller) {
      const call = simulation.placeCall({ from, to: frontDesk });
      await clock.advance(0);
      return call;
    },
    async established(from = caller) {
      const call = await self.incoming(from);
      await self.act(call, 'answer', answerBody);
      await clock.advance(100);
      return call;
    },
    act: (call, action, body) => self.graph('POST', `/v1.0/communications/calls/${call.id}/${action}`, body),
    fault: (input) => {
      simulation.addFault(faultSchema.parse(input));
    },
    roster: (call, input) => simulation.changeRoster(call, rosterOrderSchema.parse(input))?.id ?? '',
    async outgoing(body) {
      const answer = await self.graph('POST', '/v1.0/communications/calls', { ...outgoingBase, ...body });
      const call = simulation.find(String(answer.body?.id));
      if (call === null) throw new Error(`no call: ${JSON.stringify(answer.body)}`);
      return call;
    },
  };
  return self;
}

function note(notified: Notified[], request: NotificationRequest, at: number): void {
  const body = JSON.parse(request.body) as { value?: Record<string, unknown>[] };
  for (const change of body.value ?? []) {
    notified.push({
      at,
      url: request.url,
      headers: request.headers,
      changeType: String(change.changeType),
      resourceUrl: String(change.resourceUrl),
      resource: change.resource as string | undefined,
      data: change.resourceData as Record<string, unknown>,
      batch: body.value?.length ?? 0,
    });
  }
}

/** `…/1500.wav` lasts 1500 ms; `…/stereo.wav` and `…/text.wav` cannot be played, `…/missing.wav` is not there. */
function mediaFile(uri: string): Uint8Array {
  const name = uri.split('/').at(-1) ?? '';
  if (name === 'missing.wav') throw new Error('the answer was 404');
  if (name === 'text.wav')
    return new TextEncoder().encode('This is no audio at all, only a text of some length.');
  const file = writeWav(Number.parseInt(name, 10) || 0, () => 0);
  if (name === 'stereo.wav') file[22] = 2;
  return file;
}

/** A prompt of that name or length. */
export function prompt(name: number | string, resourceId?: string): object {
  const uri = `https://media.example.net/${typeof name === 'number' ? `${String(name)}.wav` : name}`;
  return {
    '@odata.type': '#microsoft.graph.mediaPrompt',
    mediaInfo: resourceId === undefined ? { uri } : { uri, resourceId },
  };
}

/** What was told of operations: context, status and subcode, in order. */
export function operationEnds(notified: readonly Notified[]): unknown[] {
  return notified
    .filter(({ resourceUrl }) => resourceUrl.includes('/operations/'))
    .map(({ data }) => [data.clientContext, data.status, (data.resultInfo as { subcode: number }).subcode]);
}

/** What was told of the call: its states and audio, in order. */
export function callStates(notified: readonly Notified[]): unknown[] {
  return notified
    .filter(({ resourceUrl }) => !/\/(operations|participants)/.test(resourceUrl))
    .map(({ data }) =>
      'mediaState' in data ? `audio ${(data.mediaState as { audio: string }).audio}` : (data.state ?? 'none'),
    );
}

/** The lists of participants that were told, each as the ids of who is in it and what is remarkable of them. */
export function rosters(notified: readonly Notified[]): string[][] {
  return notified
    .filter(({ resourceUrl }) => resourceUrl.endsWith('/participants'))
    .map(({ data }) => (data as unknown as WireParticipant[]).map(inShort));
}

interface WireParticipant {
  readonly info: { readonly identity: Readonly<Record<string, { readonly id: string } | string>> };
  readonly isMuted: boolean;
  readonly isInLobby: boolean;
  readonly removedState?: object;
}

function inShort({ info, isMuted, isInLobby, removedState }: WireParticipant): string {
  const named = Object.values(info.identity).find((member) => typeof member === 'object');
  const id = typeof named === 'object' ? named.id : 'nobody';
  return [
    id,
    ...(isMuted ? ['muted'] : []),
    ...(isInLobby ? ['lobby'] : []),
    ...(removedState ? ['gone'] : []),
  ].join(' ');
}

/** What every call that the app makes has. */
const outgoingBase = {
  callbackUri: 'https://voice.example.net/callbacks/calls/2',
  requestedModalities: ['audio'],
  mediaConfig: serviceHosted,
};

/** Somebody to be called or invited. */
export const toUser = (id: string, more: object = {}): object => ({ identity: { user: { id } }, ...more });
export const toPhone = (id: string): object => ({ identity: { phone: { id } } });

/** The prompts that the caller heard: name, from, until, and whether to the end. */
export function heard(call: SimulatedCall): unknown[] {
  return call.transcript.entries.flatMap((entry) =>
    entry.kind === 'prompt'
      ? [[entry.uri.split('/').at(-1), entry.at, entry.until, entry.completed, entry.cancelled]]
      : [],
  );
}
