import {
  callResource,
  commsOperation,
  operationSucceeded,
  identitySet,
  participant,
  resultInfo,
} from '../../src/operations/index.ts';

describe('what Graph sends', () => {
  test('a result is read from numbers, numeric strings and both spellings', () => {
    const expected = { code: 400, subcode: 8508, message: '' };
    expect(
      resultInfo.parse({ code: 400, subcode: 8508, '@odata.type': '#microsoft.graph.resultInfo' }),
    ).toEqual(expected);
    expect(resultInfo.parse({ code: '400', subCode: '8508' })).toEqual(expected);
    expect(resultInfo.parse({ code: 200 })).toEqual({ code: 200, subcode: 0, message: '' });
    expect(resultInfo.safeParse({ code: 'busy' }).success).toBe(false);
  });

  test('enumerations are compared without case, and unknown members pass as unknownFutureValue', () => {
    expect(callResource.parse({ state: 'Established' }).state).toBe('established');
    expect(callResource.parse({ state: 'transferACCEPTED' }).state).toBe('transferAccepted');
    expect(callResource.parse({ state: 'levitating' }).state).toBe('unknownFutureValue');
    expect(commsOperation.parse({ status: 'Running' }).status).toBe('running');
  });

  test('unknown members survive and nulls pass', () => {
    const parsed = callResource.parse({ id: null, state: null, mediaHostedRegion: 'emea', toneInfo: null });
    expect(parsed).toEqual({ id: null, state: null, mediaHostedRegion: 'emea', toneInfo: null });
  });

  test('a withheld identity is told from an absent one', () => {
    expect(identitySet.parse({ encrypted: { id: '9c6a1f' } }).encrypted).toEqual({ id: '9c6a1f' });
    expect(identitySet.parse({}).encrypted).toBeUndefined();
  });

  test('a participant is read however little is told of it, and its sequence number as a text too', () => {
    expect(participant.parse({ id: 'p', rosterSequenceNumber: '4', isInLobby: null })).toEqual({
      id: 'p',
      rosterSequenceNumber: 4,
      isInLobby: null,
    });
    expect(participant.parse({ removedState: { reason: 'Removed' } }).removedState?.reason).toBe('Removed');
    expect(participant.safeParse({ id: 'p', isInLobby: 'yes' }).success).toBe(false);
  });
});

describe('operationSucceeded', () => {
  const ended = (more: object): boolean | null => operationSucceeded(commsOperation.parse(more));

  test('status is the verdict, and one that runs has none', () => {
    expect(ended({ status: 'completed' })).toBe(true);
    expect(ended({ status: 'Failed' })).toBe(false);
    expect(ended({ status: 'Running' })).toBe(null);
    expect(ended({})).toBe(null);
  });

  test.each([
    ['completedSuccessfully', true],
    ['CompletedSuccessfully', true],
    ['mediaOperationCanceled', false],
    ['unknown', false],
    ['somethingNew', false],
    [undefined, false],
  ])('of keys that were sent the reason is: %s', (completionReason, expected) => {
    const type = { '@odata.type': '#microsoft.graph.sendDtmfTonesOperation' };
    expect(ended({ ...type, status: 'completed', completionReason })).toBe(expected);
  });
});
