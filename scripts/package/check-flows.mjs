/** What `ivr check` says of the flows that are about to be packaged. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';

function check(ivr, flows, cwd, ...options) {
  const run = spawnSync(process.execPath, [ivr, 'check', flows, ...options], { cwd, encoding: 'utf8' });
  return { passed: run.status === 0, text: `${run.stdout}${run.stderr}`.trim(), json: run.stdout };
}

/** What is wrong, told apart by file, code and place. */
function problemsIn(json) {
  const { files } = JSON.parse(json || '{"files":[]}');
  return files.flatMap(({ file, problems }) =>
    problems.map(({ code, pointer, message }) => `${basename(file)} ${pointer}: ${code} ${message}`),
  );
}

/**
 * Why these flows are not packaged: a text for a person, or undefined where nothing speaks against it. `staged` is the
 * folder in which `flows` lies as it will be deployed, `source` where it was taken from. What is only missing from the
 * former was left out although a flow names it.
 */
export function objection({ ivr, staged, source, strict }) {
  if (!existsSync(join(staged, 'flows/routes.json')))
    return `${join(source, 'routes.json')} is missing. It says which flow an incoming call gets; without it the app does not start.`;
  const options = strict ? ['--strict'] : [];
  const { passed, json } = check(ivr, 'flows', staged, '--json', ...options);
  if (!passed) {
    const { text } = check(ivr, 'flows', staged, ...options);
    return `${text}\n\nThe flows of ${source} are not packaged; ivr check says why.`;
  }
  const known = new Set(problemsIn(check(ivr, source, staged, '--json').json));
  const lost = problemsIn(json).filter((problem) => !known.has(problem));
  if (lost.length === 0) return undefined;
  return [
    ...lost,
    '',
    'A flow names what is not packaged. Only files named *.wav and *.ics are taken, no links and nothing hidden: rename it.',
  ].join('\n');
}
