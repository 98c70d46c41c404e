/** JUnit XML of a run, read back by a strict reader. */
import fc from 'fast-check';
import { junitReport } from '../../../src/cli/test-report/junit-report.ts';
import { allIn, readXml } from '../../diagram/read-xml.ts';
import type { XmlElement } from '../../diagram/read-xml.ts';
import { broken, failures, run, tested } from './runs.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

function written(...given: Parameters<typeof run>): XmlElement {
  const xml = junitReport(run(...given));
  expect(xml.startsWith(declaration)).toBe(true);
  return readXml(xml.slice(declaration.length).trimEnd());
}

const named = (top: XmlElement, name: string) => allIn(top).filter((element) => element.name === name);
const attributes = ({ attributes: all }: XmlElement) => Object.fromEntries(all);

test('a file is a suite, a scenario a case; both are counted, times are seconds', () => {
  const top = written();
  expect([top.name, attributes(top)]).toEqual([
    'testsuites',
    { name: 'ivr test', tests: '2', failures: '1', errors: '0', time: '1.234' },
  ]);
  expect(named(top, 'testsuite').map(attributes)).toEqual([
    { name: 'desk.scenarios.json', tests: '2', failures: '1', errors: '0', time: '0.008' },
  ]);
  expect(named(top, 'testcase').map(attributes)).toEqual([
    { name: 'sales is busy', classname: 'desk', file: 'desk.scenarios.json', line: '3', time: '0.004' },
    { name: 'nobody there', classname: 'desk', file: 'desk.scenarios.json', line: '3', time: '0.004' },
  ]);
  expect(named(top, 'system-out').map(({ text }) => text)).toEqual([
    'The call lasted 11.000 s.',
    'The call lasted 11.000 s.',
  ]);
});

test('every failure of a case is there, with all that the text report says of it', () => {
  const [first, second] = named(written(), 'failure');
  expect(first && attributes(first)).toEqual({
    type: 'step',
    message: 'expected the prompt greeting within 2 s, but the node main <&> "bye"\ufffd',
  });
  expect(first?.text).toContain('desk.scenarios.json:5:31');
  expect(second?.attributes.get('type')).toBe('never');
});

test('what could not run is an error, and so is what is wrong with a file', () => {
  const top = written({ ...broken, tested: [] });
  expect(attributes(top)).toMatchObject({ tests: '2', failures: '0', errors: '2' });
  expect(named(top, 'testcase').map(({ attributes: all }) => all.get('name'))).toEqual([
    'sales is busy',
    'SCENARIO-UNKNOWN-NODE',
  ]);
  expect(named(top, 'error')[1]?.text).toContain('an excerpt');
});

test('a file of which nothing could be read is a suite too; warnings are none', () => {
  const [problem] = broken.problems;
  if (problem === undefined) throw new Error('unreachable');
  const elsewhere = { ...problem, file: 'other.scenarios.json' };
  const warning = { ...problem, severity: 'warning', file: 'third.scenarios.json' } as const;
  const suites = named(written({ problems: [elsewhere, warning] }), 'testsuite');
  expect(suites.map(({ attributes: all }) => all.get('name'))).toEqual([
    'desk.scenarios.json',
    'other.scenarios.json',
  ]);
});

test('whatever scenarios are called and say, the document can be read', () => {
  const text = fc.string({ unit: 'binary', maxLength: 30 });
  fc.assert(
    fc.property(text, text, text, (scenario, expected, actual) => {
      const failed = failures.map((failure) => ({ ...failure, expected, actual }));
      const top = written({ tested: [tested({ scenario, failures: failed })] });
      expect(named(top, 'failure')).toHaveLength(2);
    }),
  );
});
