import { requestHeaderProblem } from '../../src/call/index.ts';

test.each(['Accept', 'x-tenant', 'Authorization', 'Ocp-Apim-Subscription-Key', "!#$%&'*+.^_`|~"])(
  'a request can have the header %s',
  (name) => {
    expect(requestHeaderProblem(name)).toBeNull();
  },
);

test.each(['', 'a b', 'a:b', 'a\r\nb', 'ä', '(a)'])('%j is no name of a header', (name) => {
  expect(requestHeaderProblem(name)).toContain('is named with');
});

test.each([
  'Host',
  'CONTENT-LENGTH',
  'transfer-encoding',
  'Connection',
  'Upgrade',
  'Proxy-Authorization',
  'TE',
])('the client itself sets %s', (name) => {
  expect(requestHeaderProblem(name)).toContain('is set by the client itself');
});
