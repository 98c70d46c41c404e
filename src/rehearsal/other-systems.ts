import { assertNever, mediaName, milliseconds } from '../call/index.ts';
import type {
  CommandFailure,
  Effect,
  EffectKind,
  EffectOf,
  EffectResult,
  EffectResultOf,
  FailureCode,
  HttpOrder,
  Milliseconds,
} from '../call/index.ts';
import { judgeExchange, waitBeforeRetry } from '../data-dip/index.ts';
import type { Exchange } from '../data-dip/index.ts';
import { compileSchema } from '../json-schema/index.ts';
import { MomentError, utteranceOf } from '../library/index.ts';
import { estimatedLength } from '../media/index.ts';
import type { HttpMock, Scenario } from '../scenario/index.ts';
import type { Captions } from './captions.ts';
import type { Faults } from './faults.ts';
import { matchesGlob } from './glob.ts';

/** What became of an effect, and after how long. */
export interface Performed {
  readonly after: Milliseconds;
  readonly result: EffectResult;
}

/** What of a scenario is about everybody else's systems. */
export interface World extends Pick<Scenario, 'mocks' | 'settings'> {
  /** Asked for the answer to a request that no mock fits; left out, as for undefined: the network fails. */
  readonly unmocked?: (order: HttpOrder) => HttpMock | undefined;
}

interface Surroundings extends World {
  readonly faults: Faults;
  readonly captions: Captions;
  /** How long what is kept at a place is. */
  readonly recordingLength: (location: string) => number;
}

/**
 * What stands for everybody else's systems, at either depth: http by mocks, queues and the media store that take
 * everything at once, and speech as long as its words (section 6 of the flow language).
 */
export class OtherSystems {
  readonly #surroundings: Surroundings;
  readonly #used = new Map<HttpMock, number>();
  #recordings = 0;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  perform(effect: Effect): Performed {
    switch (effect.kind) {
      case 'http':
        return this.#http(effect);
      case 'queue':
        return this.#unlessFailed(effect.kind, { kind: 'queue', outcome: 'done' });
      case 'renderSpeech':
        return this.#unlessFailed(effect.kind, this.#speak(effect));
      case 'fetchRecording':
        return this.#unlessFailed(effect.kind, this.#fetch(effect));
      default:
        return assertNever(effect, 'effect');
    }
  }

  #unlessFailed(kind: Exclude<EffectKind, 'http'>, result: EffectResult): Performed {
    const fault = this.#surroundings.faults.ofEffect(kind);
    if (fault === null) return { after: milliseconds(0), result };
    const failure = failed(codes[kind], null, 'The scenario has this fail.');
    return { after: fault.after ?? milliseconds(0), result: { kind, outcome: 'failed', failure } };
  }

  #fetch({ location }: EffectOf<'fetchRecording'>): EffectResultOf<'fetchRecording'> {
    this.#recordings += 1;
    const id = `recording-${this.#recordings}`;
    const seconds = Math.round(this.#surroundings.recordingLength(location) / 1_000);
    const url = `https://ivr.contoso.com/api/media/${id}.wav`;
    return { kind: 'fetchRecording', outcome: 'done', id, url, seconds };
  }

  #speak({ texts }: EffectOf<'renderSpeech'>): EffectResultOf<'renderSpeech'> {
    try {
      const clips = texts.map((text) => {
        const { words } = utteranceOf(text);
        const name = mediaName(`speech-${JSON.stringify([text.locale, words])}.wav`);
        this.#surroundings.captions.set(name, words);
        return { name, length: estimatedLength(words), words };
      });
      return { kind: 'renderSpeech', outcome: 'done', clips };
    } catch (error) {
      if (!(error instanceof MomentError)) throw error;
      return { kind: 'renderSpeech', outcome: 'failed', failure: failed('expression', null, error.message) };
    }
  }

  /** Every try meets a mock of its own; between them time passes as it does for the real client. */
  #http(order: EffectOf<'http'>): Performed {
    const missing = this.#missingSetting(order);
    if (missing !== null)
      return { after: milliseconds(0), result: { kind: 'http', outcome: 'failed', failure: missing } };
    let spent = 0;
    for (let tries = 1; ; tries += 1) {
      const { after, exchange } = this.#exchange(order);
      spent += after;
      const wait = waitBeforeRetry(order, exchange, tries);
      if (wait !== null) {
        spent += wait;
        continue;
      }
      const cost = `(tries: ${tries}, ${spent} ms in all)`;
      const about = `${order.method} ${hostOf(order.url)}`;
      const expect = order.expect === null ? null : compileSchema(order.expect);
      const result = judgeExchange(exchange, expect, (what) => `${about}: ${what} ${cost}.`);
      return { after: milliseconds(spent), result };
    }
  }

  /** A setting that a scenario leaves empty is missing; others are thought to be there. */
  #missingSetting({ auth }: HttpOrder): CommandFailure | null {
    if (auth?.kind !== 'setting' || this.#surroundings.settings?.[auth.setting] !== '') return null;
    const message = `The setting ${auth.setting}, which a request needs, is missing. Set it as an application setting.`;
    return failed('settings', null, message);
  }

  #exchange(order: HttpOrder): { readonly after: number; readonly exchange: Exchange } {
    const mock = this.#mockFor(order) ?? this.#surroundings.unmocked?.(order);
    const after = mock?.after ?? 0;
    if (after > order.timeout)
      return {
        after: order.timeout,
        exchange: { kind: 'broken', reason: `no whole answer within ${order.timeout} ms` },
      };
    if (mock === undefined || mock.error !== undefined)
      return {
        after,
        exchange: { kind: 'broken', reason: 'no mock of the scenario answers it, or one says so' },
      };
    const { status = 200, body = null } = mock;
    if (status >= 300 && status < 400)
      return { after, exchange: { kind: 'unusable', status, reason: 'it redirects, which is not followed' } };
    return { after, exchange: { kind: 'answered', status, retryAfter: null, body } };
  }

  /** The first that fits and is not used up. */
  #mockFor({ url, method }: HttpOrder): HttpMock | undefined {
    const found = this.#surroundings.mocks?.http?.find(
      (mock) =>
        (mock.method === undefined || mock.method.toUpperCase() === method) &&
        (matchesGlob(url, mock.url) || matchesGlob(withoutQuery(url), mock.url)) &&
        (this.#used.get(mock) ?? 0) < (mock.times ?? Infinity),
    );
    if (found !== undefined) this.#used.set(found, (this.#used.get(found) ?? 0) + 1);
    return found;
  }
}

const codes: Readonly<Record<Exclude<EffectKind, 'http'>, FailureCode>> = {
  queue: 'queue',
  renderSpeech: 'media',
  fetchRecording: 'media',
};

const failed = (code: FailureCode, status: number | null, message: string): CommandFailure => ({
  code,
  status,
  subcode: null,
  message,
});

const withoutQuery = (url: string): string => url.split(/[?#]/, 1)[0] ?? '';

/** A setting without a value stands for its name: such a URL has no host. */
const hostOf = (url: string): string =>
  URL.canParse(url) ? new URL(url).host : '(a setting in its URL has no value)';
