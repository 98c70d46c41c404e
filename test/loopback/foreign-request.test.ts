import { isForeignRequest } from '../../src/loopback/index.ts';

test.each([
  ['a program on this machine', { host: 'localhost:7071' }],
  ['a page of this machine', { host: '127.0.0.1:7071', origin: 'http://localhost:3000' }],
  ['the IPv6 loopback', { host: '[::1]:7071', origin: 'http://[::1]:7071' }],
])('%s is not foreign', (_who, headers) => {
  expect(isForeignRequest(headers)).toBe(false);
});

test.each([
  ['a page of another origin', { host: 'localhost:7071', origin: 'https://evil.example' }],
  ['a page without an origin of its own', { host: 'localhost:7071', origin: 'null' }],
  ['a name re-bound to loopback', { host: 'evil.example:7071' }],
  ['a name that only begins like loopback', { host: 'localhost.evil.example' }],
  ['an address that only begins like loopback', { host: '127.0.0.1.evil.example' }],
  ['credentials that look like loopback', { host: 'localhost@evil.example' }],
  ['a request without Host', {}],
])('%s is foreign', (_who, headers) => {
  expect(isForeignRequest(headers)).toBe(true);
});
