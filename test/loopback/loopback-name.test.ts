import { isLoopbackUrl } from '../../src/loopback/index.ts';

test.each([
  'http://localhost',
  'http://LOCALHOST:80/a',
  'https://127.8.9.1',
  'http://[::1]:7071',
  'http://127.1',
])('%s leads to this machine', (url) => expect(isLoopbackUrl(url)).toBe(true));

test.each([
  'http://localhost.',
  'http://127.0.0.1.example',
  'http://10.0.0.1',
  'http://[::2]',
  'localhost',
  '',
])('"%s" does not lead to this machine', (url) => expect(isLoopbackUrl(url)).toBe(false));
