/** The page about outbound calls: its requests are taken, its members and codes are those that there are. */
import { apiErrorCodes } from '../../src/call-control/calls-api.ts';
import { outboundRequestSchema } from '../../src/call-control/outbound-request.ts';
import { deadLetterCodes } from '../../src/dialer/dead-letters.ts';
import { read } from '../support/repository.ts';

const page = read('docs/outbound.md');

const columns = (heading: string): readonly string[] => {
  const [, table = ''] = page.split(new RegExp(`^\\| ${heading} .*\\n\\|.*\\n`, 'm'));
  const [rows = ''] = table.split('\n\n');
  return [...rows.matchAll(/^\| `([^`]+)`/gm)].map(([, first = '']) => first);
};

test('every request that it shows is one', () => {
  const bodies = [
    ...[...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, body = '']) => body),
    ...[...page.matchAll(/(?:api\/calls|ivr-outbound-calls) -d '(\{.*\})'/g)].map(([, body = '']) => body),
  ];
  expect(bodies.length).toBeGreaterThan(2);
  for (const body of bodies)
    expect(outboundRequestSchema.safeParse(JSON.parse(body))).toMatchObject({ success: true });
});

test('its members are those of a request', () => {
  expect([...columns('member')].sort()).toEqual(Object.keys(outboundRequestSchema.shape).sort());
});

test('its errors are those of the API', () => {
  expect([...columns('error')].sort()).toEqual([...apiErrorCodes].sort());
});

test('its codes are those of dead letters', () => {
  expect([...columns('code')].sort()).toEqual([...deadLetterCodes].sort());
});
