import { replacingLine } from '../../src/cli/replacing-line.ts';

const start = '\r\u001b[K';

test.each<[string, number | undefined, string]>([
  ['short', 40, 'short'],
  ['exactly', 7, 'exactl'],
  ['short', 0, 'short'],
  ['short', undefined, 'short'],
  ['x'.repeat(90), 0, 'x'.repeat(79)],
  ['👋👋👋', 3, '👋👋'],
  ['', 40, ''],
])('%s on %p columns', (line, columns, shown) => {
  expect(replacingLine(line, columns)).toBe(start + shown);
});
