import { ExportResultCode } from '@opentelemetry/core';
import type { ExportResult } from '@opentelemetry/core';
import { errorCode } from '../call/index.ts';

/** Before each further try; all of it stays within the half minute that the SDK gives an export. */
const pauses = [1_000, 4_000, 10_000];

type Send<Batch> = (batch: Batch, done: (result: ExportResult) => void) => void;

/** Hears that a batch was lost, and why. */
export type OnLost = (code: string) => void;

/**
 * Sends a batch again that could not be sent, a few times; then it is lost, and that is told. The library's own way, a file
 * for each batch, does not bring back what it keeps (1.0.0-beta.42).
 */
export function patiently<Batch>(send: Send<Batch>, onLost: OnLost): Send<Batch> {
  return (batch, done) => {
    const attempt = (tries: number): void => {
      send(batch, (result) => {
        const pause = pauses[tries];
        if (result.code === ExportResultCode.SUCCESS) done(result);
        else if (pause !== undefined) setTimeout(() => attempt(tries + 1), pause).unref();
        else {
          onLost(result.error === undefined ? 'NOT-TAKEN' : errorCode(result.error));
          done(result);
        }
      });
    };
    attempt(0);
  };
}
