import { CliError } from '../../src/cli/cli-error.ts';
import { describeFailure } from '../../src/cli/describe-failure.ts';

const coded = Object.assign(new Error('The port is taken. Choose another.'), { code: 'HOST-PORT-IN-USE' });

test('an error of ours is its message with its code', () => {
  expect(describeFailure(coded, false)).toEqual({
    text: 'The port is taken. Choose another. (HOST-PORT-IN-USE)',
    exitCode: 1,
  });
});

test('of an error of ours inside another of ours, the inner one speaks', () => {
  const settings = Object.assign(new Error('The settings cannot be used:\n  BOT_APP_ID: is missing'), {
    code: 'SETTINGS-INVALID',
  });
  const wrapped = Object.assign(new Error('The app failed.', { cause: settings }), {
    code: 'HOST-APP-FAILED',
  });
  expect(describeFailure(wrapped, false).text).toBe(
    'The settings cannot be used:\n  BOT_APP_ID: is missing\n(SETTINGS-INVALID)',
  );
});

test('wrong use has its own exit code and needs no code in words', () => {
  expect(describeFailure(new CliError('CLI-USAGE', '--port must be a port'), false)).toEqual({
    text: '--port must be a port',
    exitCode: 2,
  });
});

test.each([
  ['a plain error', new TypeError('x is not a function\n    at secret')],
  ['an error of Node', Object.assign(new Error('boom'), { code: 'EPIPE' })],
  ['a thrown text', 'boom'],
  ['nothing', undefined],
])('%s is a defect: one message that says so, no stack', (_what, thrown) => {
  const { text, exitCode } = describeFailure(thrown, false);
  expect(exitCode).toBe(1);
  expect(text).toMatch(/^Something unexpected happened: .+\n.*report it/);
  expect(text).not.toMatch(/^\s+at /m);
});

test('the stack is shown on request, with that of the cause', () => {
  const error = new Error('outer', { cause: new Error('inner') });
  const { text } = describeFailure(error, true);
  expect(text).toMatch(/at .*describe-failure\.test/);
  expect(text).toMatch(/caused by: Error: inner/);
});
