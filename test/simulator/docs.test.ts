import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { switches } from '../../src/simulator/index.ts';
import { controlAddresses } from '../../src/simulator/control/control-api.ts';
import { callLimits } from '../../src/simulator/simulation.ts';
import { mediaQueueLimit } from '../../src/simulator/media/media-queue.ts';
import { transcriptLimit } from '../../src/simulator/transcript.ts';
import type { TranscriptFact } from '../../src/simulator/transcript.ts';

const page = readFileSync(join(__dirname, '../../docs/graph-simulator.md'), 'utf8');

/** The rows of the table below a heading, without its head. */
function rows(heading: string): string[] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.trim().replaceAll(/ +/g, ' '));
}

const shown = (value: unknown): string =>
  typeof value === 'object' && value !== null ? Object.values(value).join('/') : String(value);

describe('the page of the simulator', () => {
  test('lists every switch with its default, its evidence and what it does', () => {
    const expected = Object.entries(switches).map(
      ([name, { fallback, evidence, about }]) =>
        `| \`${name}\` | ${shown(fallback)} | ${evidence} | ${about} |`,
    );
    expect(rows('Switches')).toEqual(expected);
  });

  test('lists every address of the control API', () => {
    const listed = rows('Control API').map((row) => /^\| `([^`]+)`/.exec(row)?.[1]);
    expect(listed).toEqual(controlAddresses);
  });

  test('lists every kind of transcript entry', () => {
    const kinds: Readonly<Record<TranscriptFact['kind'], true>> = {
      state: true,
      audio: true,
      prompt: true,
      beep: true,
      recording: true,
      key: true,
      speech: true,
      request: true,
      notification: true,
      roster: true,
      tone: true,
      sharing: true,
      hangup: true,
      fault: true,
      truncated: true,
    };
    const listed = rows('Transcript').flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, kind]) => kind),
    );
    expect(listed).toEqual(Object.keys(kinds));
  });

  test('states the limits that the code has', () => {
    const limits = page.split('## Limits of its own')[1] ?? '';
    for (const limit of [callLimits.live, transcriptLimit, mediaQueueLimit])
      expect(limits).toContain(String(limit));
  });
});
