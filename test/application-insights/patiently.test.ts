import { ExportResultCode } from '@opentelemetry/core';
import type { ExportResult } from '@opentelemetry/core';
import { patiently } from '../../src/application-insights/patiently.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const failed: ExportResult = { code: ExportResultCode.FAILED, error: new TypeError('quotes 4711') };

/** Sends one batch to a service that fails so many times. */
function sent(failures: number) {
  const lost: string[] = [];
  const results: number[] = [];
  let tries = 0;
  const send = patiently<string[]>(
    (batch, done) => {
      expect(batch).toEqual(['one']);
      tries += 1;
      done(tries <= failures ? failed : { code: ExportResultCode.SUCCESS });
    },
    (code) => lost.push(code),
  );
  send(['one'], ({ code }) => results.push(code));
  jest.advanceTimersByTime(30_000);
  return { tries, lost, results };
}

test.each([0, 1, 3])(
  'a batch that is refused %i times is sent all the same, and nothing is lost',
  (failures) => {
    expect(sent(failures)).toEqual({ tries: failures + 1, lost: [], results: [ExportResultCode.SUCCESS] });
  },
);

test('one that is never taken is lost within half a minute, and the log hears of it by code', () => {
  expect(sent(99)).toEqual({ tries: 4, lost: ['TypeError'], results: [ExportResultCode.FAILED] });
});
