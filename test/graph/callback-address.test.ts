import * as fc from 'fast-check';
import { callId, commandId } from '../../src/call/index.ts';
import { callbackUri, consultationUri, parseCallbackAddress } from '../../src/graph/callback-address.ts';

const addresses = {
  callbackBaseUrl: 'https://ivr.contoso.com',
  mediaBaseUrl: 'https://ivr.contoso.com/media',
};
const segmentOf = (uri: string): string => new URL(uri).pathname.split('/').at(-1) ?? '';

test('an address says which call, and which command asked for it', () => {
  const ids = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,60}$/);
  fc.assert(
    fc.property(ids, fc.integer({ min: 1, max: 999_999_999 }), (id, command) => {
      const call = { id: callId(id) };
      expect(parseCallbackAddress(segmentOf(callbackUri(call, addresses)))).toEqual({
        instanceId: id,
        consultation: null,
      });
      const consultation = commandId(command);
      expect(parseCallbackAddress(segmentOf(consultationUri(call, consultation, addresses)))).toEqual({
        instanceId: id,
        consultation,
      });
    }),
  );
});

test.each(['in-1~', 'in-1~0', 'in-1~x', 'in-1~1234567890'])('%s names no command', (segment) => {
  expect(parseCallbackAddress(segment)).toEqual({ instanceId: segment, consultation: null });
});
