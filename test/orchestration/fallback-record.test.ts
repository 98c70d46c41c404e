import { instant } from '../../src/call/index.ts';
import { fallbackRecord } from '../../src/orchestration/fallback-record.ts';
import { testCall } from '../support/flows.ts';

const call = testCall(instant(1_000));

function messageOf(defect: unknown): unknown {
  const { transcript } = fallbackRecord({ call, flow: null, transcript: [], defect, now: instant(3_000) });
  const [failure] = transcript;
  return failure?.kind === 'failure' ? failure.message : failure;
}

test('O9: of what was thrown the first line is kept, without keys, numbers and quoted text', () => {
  const defect = new RangeError('No key 4711 of +4930901820001 in "my secret", it\nat somewhere');
  expect(messageOf(defect)).toBe('RangeError: No key … of +… in "…", it');
});

test.each([undefined, null, 'secret', { message: 'secret' }])('O9: %p may be thrown too', (defect) => {
  expect(messageOf(defect)).toBe('Something was thrown that is no error.');
});

test('O9: it is no longer than 200 characters', () => {
  expect(messageOf(new Error('x'.repeat(9_999)))).toHaveLength(200);
});
