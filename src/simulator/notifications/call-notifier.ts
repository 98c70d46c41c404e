/**
 * Delivers the notifications of one call.
 *
 * SN1  One request of a call is under way at a time, so that the app sees its changes in order, unless a
 *     fault asks for disorder.
 * SN2  Changes that fall together travel in one request, in order.
 * SN3  A redelivery carries the same message id; it follows a connection error, a timeout or a 5xx, never a 4xx.
 * SN4  Every attempt and its answer is written to the transcript.
 * SN5  Only a redirect of an incoming call is followed (302, 307), and only so often.
 */
import { isProtectedUrl } from '../../loopback/index.ts';
import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { FaultSource } from '../fault-plan.ts';
import type { SwitchValues } from '../switches.ts';
import type { Amend, Transcript } from '../transcript.ts';
import { aboutChange, envelope } from './envelope.ts';
import type { Change } from './envelope.ts';
import type { Authority } from './token-authority.ts';
import type { NotificationAnswer, NotificationTransport } from './transport.ts';

/** A change that waits for a partner to be swapped with goes out alone after this long. */
const reorderPatienceMs = 2000;

export interface NotifierPorts {
  readonly clock: Clock;
  readonly switches: SwitchValues;
  readonly faults: FaultSource;
  readonly authority: Authority;
  readonly transport: NotificationTransport;
  readonly log: (line: string) => void;
  /** Fires when the simulator closes: what is under way is given up. */
  readonly closing: AbortSignal;
}

export interface NotifiedCall {
  readonly id: string;
  readonly callChainId: string;
  readonly tenantId: string;
  /** Chosen by the app with its first request that has one. */
  readonly scenarioId: string | null;
  readonly transcript: Transcript;
}

interface Parcel {
  readonly change: Change;
  readonly url: string;
  /** Not to be batched with others. */
  readonly alone: boolean;
  readonly messageId: string;
}

/** Bodies of the legacy protocol name no change at all; the app answers 204 to be told again. */
const legacyBody = { subscriptionId: null, resources: null };

export class CallNotifier {
  readonly #ports: NotifierPorts;
  readonly #call: NotifiedCall;
  readonly #waiting: Parcel[] = [];
  #held: Parcel[] = [];
  #delivering = false;
  #flushScheduled = false;
  #delayed = 0;

  constructor(ports: NotifierPorts, call: NotifiedCall) {
    this.#ports = ports;
    this.#call = call;
  }

  /** True when nothing is on its way or waiting to be. */
  get idle(): boolean {
    return !this.#delivering && this.#waiting.length === 0 && this.#held.length === 0 && this.#delayed === 0;
  }

  /** Tells the app of a change at `url`. */
  notify(change: Change, url: string): void {
    const fault = this.#ports.faults.takeNotification(change.kind, change.state, this.#call.id);
    const parcel: Parcel = { change, url, alone: false, messageId: randomUUID() };
    if (fault === null) {
      this.#enqueue(parcel);
      return;
    }
    if (fault.lost === true) {
      this.#lose(parcel);
      return;
    }
    if (fault.doubled === true) {
      this.#note(`doubled: ${aboutChange(change)}`);
      this.#enqueue({ ...parcel, alone: true });
      this.#enqueue({ ...parcel, alone: true });
      return;
    }
    if (fault.reordered === true) {
      this.#hold(parcel);
      return;
    }
    const delay = fault.delayed ?? 0;
    this.#note(`delayed by ${delay} ms: ${aboutChange(change)}`);
    this.#delayed += 1;
    this.#later(delay, () => {
      this.#delayed -= 1;
      this.#enqueue({ ...parcel, alone: true });
    });
  }

  #lose(parcel: Parcel): void {
    this.#call.transcript.add<'notification'>({
      kind: 'notification',
      messageId: parcel.messageId,
      url: parcel.url,
      about: [aboutChange(parcel.change)],
      fate: 'lost',
      attempts: [],
    });
  }

  #hold(parcel: Parcel): void {
    this.#note(`held back behind the next: ${aboutChange(parcel.change)}`);
    const held: Parcel = { ...parcel, alone: true };
    this.#held.push(held);
    this.#later(reorderPatienceMs, () => {
      if (!this.#held.includes(held)) return;
      this.#held = this.#held.filter((other) => other !== held);
      this.#enqueue(held);
    });
  }

  #enqueue(parcel: Parcel): void {
    const overtaken = this.#held;
    this.#held = [];
    this.#waiting.push(parcel, ...overtaken.filter((other) => other !== parcel));
    if (this.#flushScheduled) return;
    this.#flushScheduled = true;
    this.#later(this.#ports.switches.batchWindowMs, () => {
      this.#flushScheduled = false;
      this.#flush().catch((cause: unknown) => {
        this.#ports.log(`defect of the simulator: a notification could not be sent: ${String(cause)}`);
      });
    });
  }

  /** Invariants SN1 and SN2. */
  async #flush(): Promise<void> {
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      for (let batch = this.#nextBatch(); batch.length > 0; batch = this.#nextBatch()) {
        await this.#deliver(batch);
      }
    } finally {
      this.#delivering = false;
    }
  }

  #nextBatch(): readonly Parcel[] {
    const first = this.#waiting[0];
    if (first === undefined) return [];
    const end = this.#waiting.findIndex(
      ({ alone, url }, n) => n > 0 && (alone || first.alone || url !== first.url),
    );
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }

  async #deliver(batch: readonly Parcel[]): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    const changes = batch.map(({ change }) => change);
    if (this.#ports.switches.legacyFirstCallback && changes.some(isIncoming)) {
      const fate = await this.#send(first, ['legacy form'], legacyBody, true);
      if (fate !== 'resendAsked') return;
    }
    const body = envelope(changes, first.url, this.#ports.switches);
    const about = changes.map(aboutChange);
    const fate = await this.#send(first, about, body, changes.some(isIncoming));
    if (fate === 'refusedOnPurpose') await this.#send(first, about, body, changes.some(isIncoming));
  }

  /** Sends until it is taken or given up: SN3, SN4, SN5. */
  async #send(
    parcel: Parcel,
    about: readonly string[],
    body: object,
    redirectable: boolean,
  ): Promise<string> {
    const fault = this.#ports.faults.takeToken(this.#call.id);
    const attempts: { at: number; status: number | null }[] = [];
    const amend = this.#call.transcript.add<'notification'>({
      kind: 'notification',
      messageId: parcel.messageId,
      url: parcel.url,
      about: fault === null ? about : [...about, `token ${fault.token}`],
      fate: 'pending',
      attempts,
    });
    const authorization = await this.#ports.authority.callbackAuthorization(
      this.#call.tenantId,
      fault?.token ?? null,
    );
    const text = JSON.stringify(body);
    let url = parcel.url;
    let retries = this.#ports.switches.notificationRetries;
    let redirects = redirectable ? this.#ports.switches.notificationRedirects : 0;
    for (;;) {
      const answer = await this.#attempt(url, this.#headers(parcel.messageId, authorization), text);
      attempts.push({ at: this.#call.transcript.now(), status: answer?.status ?? null });
      amend({ attempts: [...attempts] });
      const elsewhere = answer === null ? null : redirectTarget(answer, url);
      if (elsewhere !== null && redirects > 0) {
        redirects -= 1;
        url = elsewhere;
        continue;
      }
      if ((answer === null || answer.status >= 500) && retries > 0) {
        retries -= 1;
        await this.#pause(this.#ports.switches.redeliveryPauseMs);
        continue;
      }
      const fate = fateOf(answer, body === legacyBody);
      amend({ fate });
      return fate === 'refused' && fault?.resent === true ? 'refusedOnPurpose' : fate;
    }
  }

  async #attempt(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string,
  ): Promise<NotificationAnswer | null> {
    const abort = new AbortController();
    const { clock, switches, transport, closing } = this.#ports;
    const limit = clock.schedule(clock.now() + switches.notificationTimeoutMs, () => abort.abort());
    try {
      return await transport({ url, headers, body, signal: AbortSignal.any([abort.signal, closing]) });
    } catch {
      // No answer: the same to the sender whether the app was not there, broke off or took too long.
      return null;
    } finally {
      limit.cancel();
    }
  }

  #headers(messageId: string, authorization: string | null): Readonly<Record<string, string>> {
    const { callChainId, scenarioId } = this.#call;
    return {
      'Content-Type': 'application/json; charset=utf-8',
      Accept: 'application/json',
      'User-Agent': 'Microsoft-Skype/3.0,(Calling/1.0)',
      'X-Microsoft-Skype-Chain-ID': callChainId,
      'X-Microsoft-Skype-Message-ID': messageId,
      ...(authorization === null ? {} : { Authorization: authorization }),
      ...(scenarioId === null ? {} : { 'Scenario-ID': scenarioId }),
    };
  }

  #note(what: string): void {
    this.#call.transcript.add<'fault'>({ kind: 'fault', what });
  }

  #later(delay: number, run: () => void): void {
    this.#ports.clock.schedule(this.#ports.clock.now() + delay, run);
  }

  #pause(delay: number): Promise<void> {
    return new Promise((resolve) => this.#later(delay, resolve));
  }
}

type Fate = Parameters<Amend<'notification'>>[0]['fate'] & string;

function fateOf(answer: NotificationAnswer | null, legacy: boolean): Fate {
  if (answer === null || answer.status >= 500) return 'failed';
  if (answer.status >= 400) return 'refused';
  if (answer.status >= 300) return 'redirected';
  return legacy && answer.status === 204 ? 'resendAsked' : 'accepted';
}

function isIncoming(change: Change): boolean {
  return change.changeType === 'created' && change.state === 'incoming';
}

/** Where a 302 or 307 points, if notifications may go there at all. */
function redirectTarget({ status, location }: NotificationAnswer, from: string): string | null {
  if ((status !== 302 && status !== 307) || location === null || !URL.canParse(location, from)) return null;
  const { href } = new URL(location, from);
  return isProtectedUrl(href) ? href : null;
}
