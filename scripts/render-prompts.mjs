/**
 * Renders the prompts of `flows/*.json` that have both a text and an audio path: `node scripts/render-prompts.mjs`
 * renders the missing files, `--all` every one. The voice is espeak-ng, offline; sox trims, levels and brings it to
 * what Graph plays: 16 kHz, mono, 16-bit PCM. Both are tools for whoever changes a text (`apt-get install espeak-ng
 * sox`), nothing that the product needs: the files are committed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { all: { type: 'boolean', default: false } } });
const flows = resolve(import.meta.dirname, '../flows');

function run(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8' });
  if (result.error !== undefined)
    throw new Error(`${command} is not installed; Debian: apt-get install ${command}`);
  if (result.status !== 0) throw new Error(`${command} failed: ${result.stderr.trim()}`);
}

/** Speaks `text` in the language of `locale` into `target`. */
function render(text, locale, target) {
  const folder = mkdtempSync(join(tmpdir(), 'ivr-prompt-'));
  try {
    const spoken = join(folder, 'spoken.wav');
    run('espeak-ng', ['-v', locale.toLowerCase(), '-s', '155', '-w', spoken, text]);
    mkdirSync(dirname(target), { recursive: true });
    const silenceOff = ['silence', '1', '0.02', '0.5%', 'reverse', 'silence', '1', '0.02', '0.5%', 'reverse'];
    const level = ['norm', '-3', 'pad', '0.1', '0.15'];
    run('sox', [
      '-D',
      spoken,
      '-r',
      '16000',
      '-c',
      '1',
      '-b',
      '16',
      '-e',
      'signed-integer',
      target,
      ...silenceOff,
      ...level,
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every `{ text, audio }` of every catalogue, each audio file once. */
function recordings() {
  const found = new Map();
  for (const file of readdirSync(flows).filter((name) => name.endsWith('.json'))) {
    const { prompts = {} } = JSON.parse(readFileSync(join(flows, file), 'utf8'));
    for (const byLocale of Object.values(prompts)) {
      for (const [locale, { text, audio }] of Object.entries(byLocale)) {
        if (text === undefined || audio === undefined) continue;
        const earlier = found.get(audio);
        if (earlier !== undefined && earlier.text !== text)
          throw new Error(`${audio} is given two different texts`);
        found.set(audio, { text, locale });
      }
    }
  }
  return found;
}

try {
  for (const [audio, { text, locale }] of recordings()) {
    const target = join(flows, audio);
    if (!values.all && existsSync(target)) continue;
    render(text, locale, target);
    console.log(`rendered ${audio}`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
