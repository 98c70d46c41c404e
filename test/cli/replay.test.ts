import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../src/cli/run-cli.ts';
import { flowsFolder, priorityRecord } from '../replay/front-desk-records.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-replay-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function ivr(...parameters: readonly string[]) {
  const printed: string[] = [];
  const noted: string[] = [];
  const exitCode = await runCli(parameters, {
    print: (line) => printed.push(line),
    note: (line) => noted.push(line),
    environment: { FLOWS_PATH: flowsFolder },
    workingFolder: folder,
    packageFolder: folder,
    version: '9.8.7',
    stopped: new Promise(() => undefined),
  });
  return { exitCode, printed: printed.join('\n'), noted: noted.join('\n') };
}

function written(content: unknown, name = 'record.json'): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** A version of the shipped flow in a folder of its own, with its audio. */
function changed(change: (flow: FrontDesk) => object): string {
  const own = mkdtempSync(join(folder, 'flows-'));
  cpSync(join(flowsFolder, 'prompts/en-GB'), join(own, 'prompts/en-GB'), { recursive: true });
  const file = join(own, 'front-desk.json');
  const flow: FrontDesk = JSON.parse(readFileSync(join(flowsFolder, 'front-desk.json'), 'utf8'));
  writeFileSync(file, JSON.stringify(change(flow)));
  return file;
}

interface FrontDesk {
  readonly version: string;
  readonly nodes: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const withNode = (flow: FrontDesk, name: string, members: object): FrontDesk => ({
  ...flow,
  version: '2.0.0',
  nodes: { ...flow.nodes, [name]: { ...flow.nodes[name], ...members } },
});

const record = priorityRecord();

describe('several records', () => {
  const turnedAway = {
    ...record,
    flow: { id: 'built-in-reject-busy', version: '1.0.0', hash: 'a'.repeat(64) },
  };
  const unknown = { ...record, flow: { ...record.flow, id: 'nowhere' } };

  test('one that cannot be replayed keeps nobody from being told of the rest', async () => {
    const { exitCode, printed, noted } = await ivr('replay', written([unknown, record]));
    expect(exitCode).toBe(1);
    expect(printed).toMatch(/^Call call-1 in front-desk/);
    expect(noted).toMatch(/"nowhere".*\(RECORD-FLOW-UNKNOWN\)$/);
  });

  test('a call that was turned away ran in a flow that no folder has', async () => {
    const { printed, noted } = await ivr('replay', written([turnedAway, record]));
    expect(noted).toBe('');
    expect(printed).toMatch(/^Call call-1 in built-in-reject-busy/);
    expect(printed).toMatch(/^Call call-1 in front-desk/m);
  });

  test.each(['{}', '{ "practice-messages": [{}] }', '[]'])('%s has none yet', async (text) => {
    const { exitCode, noted } = await ivr('replay', written(text));
    expect([exitCode, noted]).toEqual([1, expect.stringContaining('There is no record in it.')]);
  });
});

test('what a record says moves no cursor and changes no colours', async () => {
  const [first, ...rest] = record.transcript;
  const hostile = {
    ...record,
    from: { ...record.from, phone: '+49\u001b[2J\u202e' },
    transcript: [first, ...rest],
  };
  const { printed } = await ivr('replay', written(hostile));
  expect(printed).toContain('+49[2J');
  expect(printed).not.toMatch(/[\u001b\u202e]/);
});

describe('a record', () => {
  test('is told step by step, with times, reasons, timers, and what is taken from the record', async () => {
    const { exitCode, printed, noted } = await ivr('replay', written(record));
    expect([exitCode, noted]).toEqual([0, '']);
    const lines = printed.split('\n');
    expect(lines.slice(0, 2)).toEqual([
      'Call call-1 in front-desk 1.0.0, incoming from +4930901820001',
      'began 2026-10-26T09:00:00.000Z, lasted 0:09.685, ended transferred (accountDesk)',
    ]);
    expect(lines).toEqual(
      expect.arrayContaining([
        ' 0:02.120  enter     mainMenu (menu) by welcome.next: the prompt was over',
        ' 0:03.000  event     key 2, tone 1',
        ' 0:03.000  prompt    heard "mainMenu", 0:02.120 to 0:03.000, cut',
        ' 0:03.000  enter     askAccount (collect) by mainMenu.2: filled 2 (mustTerminate)',
        ' 0:06.000  event     key • (masked), tone 2',
        ' 0:06.000  timer     the input timer runs until 0:09.000',
        ' 0:07.000  record    the keys are masked: "filled" is the recorded verdict',
        " 0:07.000  record    startsWith(accountNo, '9') depends on what is masked: true is recorded",
        ' 0:07.000  enter     announceDesk (prompt) by chooseDesk.case 1: isPriority is true',
        ' 0:07.000  set       accountNo = "•••"',
        ' 0:07.000  timer     the input timer stops',
        ' 0:07.200  event     key #, tone 8',
        ' 0:09.685  end       transferred (accountDesk)',
        '25 events: the transcript is the recorded one.',
        '6 keys are masked in the record; 2 verdicts about masked values were taken from it (lines "record").',
      ]),
    );
  });

  test.each<readonly [string, (text: string) => string]>([
    ['as JSON', (text) => text],
    ['as the base64 that stands in the queue', (text) => Buffer.from(text).toString('base64')],
    ['as a text within JSON, as some tools export it', (text) => JSON.stringify(text)],
    ['with a mark of its byte order', (text) => `\uFEFF${text}\n`],
    ['in a list', (text) => `[${text}]`],
    ['among the queues of an embedded host', (text) => `{"ivr-call-records":[${text}],"others":[5]}`],
  ])('is read %s', async (_how, change) => {
    const { exitCode, printed } = await ivr('replay', written(change(JSON.stringify(record))), '--json');
    const { records } = JSON.parse(printed);
    expect([exitCode, records.length, records[0].outcome]).toEqual([0, 1, { kind: 'identical' }]);
  });

  test('of a list is one of several, each told by itself', async () => {
    const { printed } = await ivr('replay', written([record, record]));
    expect(printed.match(/^Call call-1 /gm)).toHaveLength(2);
  });

  test('as JSON has its steps, and the flow that it was replayed in', async () => {
    const { printed } = await ivr('replay', written(record), '--json');
    const [replayed] = JSON.parse(printed).records;
    expect(replayed).toMatchObject({
      callId: 'call-1',
      flow: { id: 'front-desk', version: '1.0.0' },
      replayedIn: { id: 'front-desk', version: '1.0.0', isRecorded: true },
    });
    expect(replayed.steps).toHaveLength(26);
    expect(replayed.steps[7]).toMatchObject({ step: 7, at: 3_000, event: { kind: 'tone', key: '2' } });
  });

  test('without events, of an older version, is told from its transcript', async () => {
    const { began: _began, events: _events, omittedEvents: _omitted, verdicts: _verdicts, ...old } = record;
    const { exitCode, printed } = await ivr('replay', written(old));
    expect(exitCode).toBe(0);
    expect(printed).toContain('\n 0:03.000  input     mainMenu: filled "2": mustTerminate\n');
    expect(printed).toContain('The record has no events');
  });

  test('that was cut is replayed as far as it goes, and told on from its transcript', async () => {
    const cut = { ...record, events: record.events.slice(0, 10), omittedEvents: 15 };
    const { exitCode, printed } = await ivr('replay', written(cut));
    expect(exitCode).toBe(0);
    expect(printed).toContain(
      '\n 0:09.385  transfer  toAccountDesk: to accountDesk, 0:09.385 to 0:09.685: transferred\n',
    );
    expect(printed).toContain('The last 15 events are not in the record');
  });
});

describe('in another version of the flow', () => {
  const otherPrompt = () => changed((flow) => withNode(flow, 'announceDesk', { bargeIn: false }));
  const swapped = () =>
    changed((flow) =>
      withNode(flow, 'mainMenu', { choices: { '1': 'askAccount', '2': 'toSales', '0': 'toOperator' } }),
    );

  test('a call that goes the same way is no finding', async () => {
    const { exitCode, printed } = await ivr('replay', written(record), '--flow', otherPrompt());
    expect(exitCode).toBe(0);
    expect(printed).toContain('another version: 2.0.0');
    expect(printed).toContain('25 events: this version goes the same way to the same end.');
  });

  test('one that goes elsewhere is told up to there, side by side, with exit code 1', async () => {
    const { exitCode, printed } = await ivr('replay', written(record), '--flow', swapped());
    expect(exitCode).toBe(1);
    expect(printed).toContain(
      [
        'This version goes elsewhere at event 7, 0:03.000, key 2, tone 1:',
        '  recorded: 0:03.000 enter at front-desk/askAccount: askAccount by mainMenu.2',
        '  replayed: 0:03.000 enter at front-desk/toSales: toSales by mainMenu.2',
      ].join('\n'),
    );
    expect(printed).not.toContain('0:06.000');
  });

  test('one that stays where the recorded one went on is told at that event', async () => {
    const slow = changed((flow) => withNode(flow, 'askAccount', { minDigits: 7, maxDigits: 7 }));
    const { exitCode, printed } = await ivr('replay', written(record), '--flow', slow);
    expect(exitCode).toBe(1);
    expect(printed).toContain('This version goes elsewhere at event 19, 0:07.000, ');
    expect(printed).toContain('  replayed: nothing; the call stays at askAccount');
  });

  test('one that asks what the masked values do not tell cannot be followed', async () => {
    const other = changed((flow) =>
      withNode(flow, 'judgeAccount', { values: { isPriority: "startsWith(accountNo, '1')" } }),
    );
    const { exitCode, printed } = await ivr('replay', written(record), '--flow', other);
    expect(exitCode).toBe(1);
    expect(printed).toContain(`it asks what "startsWith(accountNo, '1')" gives with the masked values`);
  });

  test('one whose masked keys come to a menu cannot be followed either', async () => {
    const menu = {
      type: 'menu',
      play: ['askAccount'],
      choices: { '9': 'judgeAccount' },
      onExhausted: 'toOperator',
    };
    const other = changed((flow) => ({
      ...flow,
      version: '2.0.0',
      nodes: { ...flow.nodes, askAccount: menu },
    }));
    const { exitCode, printed } = await ivr('replay', written(record), '--flow', other);
    expect(printed).toContain('it asks which key was pressed');
    expect(exitCode).toBe(1);
  });

  test('a folder that has moved on is told, and is no failure', async () => {
    const folderOfChanged = join(swapped(), '..');
    const { exitCode, printed } = await ivr('replay', written(record), '--flows', folderOfChanged);
    expect(exitCode).toBe(0);
    expect(printed).toContain('This version goes elsewhere at event 7');
  });

  test('the same version number with another content is told as that', async () => {
    const same = changed((flow) => ({
      ...withNode(flow, 'announceDesk', { bargeIn: false }),
      version: '1.0.0',
    }));
    const { printed } = await ivr('replay', written(record), '--flow', same);
    expect(printed).toContain('the same version number, but another content');
  });

  test('a flow of another id may be named', async () => {
    const other = changed((flow) => ({ ...flow, id: 'new-desk' }));
    const { exitCode, printed } = await ivr('replay', written(record), '--flow', other);
    expect([exitCode, printed.includes('another flow: new-desk 1.0.0')]).toEqual([0, true]);
  });
});

describe('what cannot be replayed', () => {
  test('a transcript that the same flow does not make is a defect, with exit code 1', async () => {
    const transcript = record.transcript.map((entry) =>
      entry.kind === 'end' ? { ...entry, end: 'failed' } : entry,
    );
    const { exitCode, printed } = await ivr('replay', written({ ...record, transcript }));
    expect(exitCode).toBe(1);
    expect(printed).toContain('a defect of ivr');
    expect(printed).toContain('  recorded: 0:09.685 end at front-desk/toAccountDesk: failed (accountDesk)');
  });

  test.each([
    [
      'a member of an event',
      { events: [{ kind: 'tone', at: 5, sequence: 1, key: 'x' }] },
      /events\[0\]\.key: /,
    ],
    ['a member of an entry', { transcript: [{ kind: 'enter', at: 1, node: 7 }] }, /transcript\[0\]\.node: /],
    ['a kind of event', { events: [{ kind: 'nothing', at: 5 }] }, /events\[0\]\.kind: /],
    ['a version', { version: 2 }, /version: /],
    ['a member that nobody knows', { secret: 1 }, /Unrecognized key: "secret"/],
  ])('a record with %s that is wrong: the message points at it', async (_what, members, message) => {
    const { exitCode, printed, noted } = await ivr('replay', written({ ...record, ...members }));
    expect([exitCode, printed]).toEqual([1, '']);
    expect(noted).toMatch(message);
    expect(noted).toMatch(/\(RECORD-INVALID\)$/);
  });

  test.each([
    ['no JSON', 'hello', /\(RECORD-UNREADABLE\)$/],
    ['an empty list', '[]', /\(RECORD-UNREADABLE\)$/],
    [
      'a message that names a blob',
      '{"blob":"call-records/in-1.json"}',
      /call-records\/in-1\.json.*\(RECORD-IN-BLOB\)$/,
    ],
    ['a number', '[5]', /\(RECORD-INVALID\)$/],
  ])('%s', async (_what, text, message) => {
    const { exitCode, noted } = await ivr('replay', written(text));
    expect(exitCode).toBe(1);
    expect(noted).toMatch(message);
  });

  test('a flow that the folder does not have', async () => {
    const { exitCode, noted } = await ivr(
      'replay',
      written({ ...record, flow: { ...record.flow, id: 'gone' } }),
    );
    expect(exitCode).toBe(1);
    expect(noted).toMatch(/"gone", which .* has .*front-desk.*\(RECORD-FLOW-UNKNOWN\)$/);
  });

  test('a flow that does not load', async () => {
    const broken = changed((flow) => withNode(flow, 'welcome', { next: 'nowhere' }));
    const { exitCode, noted } = await ivr('replay', written(record), '--flow', broken);
    expect(exitCode).toBe(1);
    expect(noted).toMatch(/nowhere[\s\S]*\(RECORD-FLOW-BROKEN\)$/);
  });

  test('a file that is not there is wrong use', async () => {
    const { exitCode, noted } = await ivr('replay', 'nothing.json');
    expect([exitCode, noted]).toEqual([2, expect.stringContaining('There is no file nothing.json')]);
  });

  test('events out of order, of unknown operations and to nodes that are not there end in a difference, not in a fault', async () => {
    const { exitCode } = await ivr('replay', written({ ...record, events: record.events.toReversed() }));
    expect(exitCode).toBe(1);
    const transcript = record.transcript.map((entry) => ({ ...entry, node: 'nowhere' }));
    expect((await ivr('replay', written({ ...record, transcript }))).exitCode).toBe(1);
  });
});
