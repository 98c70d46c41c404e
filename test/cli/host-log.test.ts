import { hostLog, logLine } from '../../src/cli/host-log.ts';
import type { HostLogEntry } from '../../src/host/index.ts';

const entry: HostLogEntry = {
  time: new Date('2026-11-20T12:30:05.125Z'),
  level: 'information',
  category: 'user',
  message: 'one\ntwo',
  functionName: 'notifications',
};

function shown(level: string | undefined, entries: readonly HostLogEntry[]): string[] {
  const lines: string[] = [];
  const log = hostLog((line) => lines.push(line), level);
  for (const each of entries) log(each);
  return lines.map((line) => line.split(' ')[1] ?? '');
}

test('an entry is a line; further lines are indented', () => {
  expect(logLine(entry)).toBe('12:30:05.125 information notifications: one\n    two');
});

test('LOG_LEVEL decides what is shown', () => {
  const all = (['debug', 'information', 'warning', 'error'] as const).map((level) => ({ ...entry, level }));
  expect(shown('debug', all)).toEqual(['debug', 'information', 'warning', 'error']);
  expect(shown(undefined, all)).toEqual(['information', 'warning', 'error']);
  expect(shown('nonsense', all)).toEqual(['information', 'warning', 'error']);
  expect(shown('error', all)).toEqual(['error']);
});

test('of the programming model only warnings are shown', () => {
  const system = (['information', 'warning'] as const).map((level) => ({
    ...entry,
    level,
    category: 'system' as const,
  }));
  expect(shown('debug', system)).toEqual(['warning']);
});
