import { randomUUID } from 'node:crypto';
import { errorCode, later, milliseconds } from '../../call/index.ts';
import type {
  CallFacts,
  EffectResultOf,
  FailureCode,
  Instant,
  Milliseconds,
  RecordingOrder,
  StoredRecording,
} from '../../call/index.ts';
import type { GraphRequestReport } from '../../telemetry/index.ts';
import type { Exchange } from '../transport/exchange.ts';
import { waitBeforeRetry } from '../transport/retry-rule.ts';
import type { Download, DownloadOnce } from './download.ts';
import { scenarioId } from '../scenario-id.ts';

/** What fetching a recording needs of the world outside. */
export interface RecordingParts {
  readonly download: DownloadOnce;
  /** Keeps the file; null for what is no sound. Rejects where that is not possible. */
  readonly keep: (bytes: Uint8Array, retention: Milliseconds) => Promise<StoredRecording | null>;
  readonly clock: () => Instant;
  /** A number from 0 up to, not including, 1. */
  readonly chance: () => number;
  readonly wait: (length: Milliseconds) => Promise<void>;
  readonly report: (report: GraphRequestReport) => void;
}

export type FetchRecording = (
  order: RecordingOrder,
  call: Pick<CallFacts, 'id' | 'graphCallId'>,
) => Promise<EffectResultOf<'fetchRecording'>>;

/** The caller waits for what the flow says next. */
const patience = milliseconds(30_000);
/** Of one try: a recording of two minutes is 4 MB in Graph's own format. */
const timeLimit = 15_000;

/**
 * Fetches a recording from where Graph holds it and keeps it: "The file disappears soon after the call ends" (call-record,
 * "Download"). Repeats what the rules for requests to Graph repeat of a GET (retry-rule.ts). Never throws.
 */
export function recordingFetcher(parts: RecordingParts): FetchRecording {
  return async ({ location, accessToken, retention }, call) => {
    if (!URL.canParse(location))
      return failed('graph', 'The recording cannot be fetched: Graph named no place.');
    const url = new URL(location);
    const deadline = later(parts.clock(), patience);
    for (let tries = 1; ; tries += 1) {
      const started = parts.clock();
      const left = Math.max(1, Math.min(timeLimit, deadline - started));
      const clientRequestId = randomUUID();
      const timeLimitLeft = milliseconds(left);
      const download = await parts.download({ url, accessToken, clientRequestId, timeLimit: timeLimitLeft });
      const now = parts.clock();
      const retryIn = waitAfter(download, { tries, now, deadline, chance: parts.chance() });
      parts.report({
        callId: call.id,
        graphCallId: call.graphCallId,
        operation: 'downloadRecording',
        scenarioId: scenarioId(call),
        outcome: outcomeOf(download),
        attempt: tries,
        duration: milliseconds(now - started),
        retryIn,
        clientRequestId,
        requestId: null,
      });
      if (download.kind === 'file') return keep(parts, download.bytes, retention);
      if (retryIn === null) return notFetched(download);
      await parts.wait(retryIn);
    }
  };
}

const waitAfter = (
  download: Download,
  tried: { tries: number; now: Instant; deadline: Instant; chance: number },
): Milliseconds | null =>
  download.kind === 'failed'
    ? waitBeforeRetry({ ...tried, exchange: download.exchange, repeatIsHarmless: true })
    : null;

function outcomeOf(download: Download): number | string {
  if (download.kind === 'file') return 200;
  return download.kind === 'unusable' ? download.reason : inWords(download.exchange);
}

const inWords = (exchange: Exchange): number | string =>
  exchange.kind === 'answered' ? exchange.status : exchange.reason;

function notFetched(
  download: Exclude<Download, { readonly kind: 'file' }>,
): EffectResultOf<'fetchRecording'> {
  if (download.kind === 'unusable')
    return failed('graph', `The recording could not be fetched: ${download.reason}.`);
  const { exchange } = download;
  const status = exchange.kind === 'answered' ? exchange.status : null;
  return failed(
    'graph',
    `The recording could not be fetched (${inWords(exchange)}); Graph has discarded it by now.`,
    status,
  );
}

async function keep(
  parts: RecordingParts,
  bytes: Uint8Array,
  retention: Milliseconds,
): Promise<EffectResultOf<'fetchRecording'>> {
  try {
    const recording = await parts.keep(bytes, retention);
    if (recording === null) return failed('graph', 'The recording that Graph gave is no WAV file.', 200);
    return { kind: 'fetchRecording', outcome: 'done', ...recording };
  } catch (error) {
    // The store's messages may hold addresses: only what kind of failure it was is passed on.
    const reason = errorCode(error);
    return failed(
      'media',
      `The recording could not be kept (${reason}). The media store may be away; check IvrMedia.`,
    );
  }
}

const failed = (
  code: FailureCode,
  message: string,
  status: number | null = null,
): EffectResultOf<'fetchRecording'> => ({
  kind: 'fetchRecording',
  outcome: 'failed',
  failure: { code, status, subcode: null, message },
});
