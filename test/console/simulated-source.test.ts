import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readDialledNumbers, readFlowFolder, readRoutedNumbers } from '../../src/console/flow-folder.ts';
import { simulatedSource } from '../../src/console/simulated-source.ts';
import type { CallUpdate, StatusView } from '../../src/console/view.ts';
import { createSimulation } from '../../src/simulator/index.ts';

const flows = resolve(__dirname, '../../flows');
const status: StatusView = {
  version: '1',
  services: [],
  functions: [],
  flows: [],
  problems: [],
  numbers: [],
  suggestion: { from: '', to: '' },
};

async function source() {
  const simulation = await createSimulation({
    transport: () => Promise.reject(new Error('no app is listening')),
  });
  const console_ = simulatedSource({
    simulation,
    notifyUrl: 'http://127.0.0.1:7071/api/notifications',
    caption: () => undefined,
    status: () => status,
  });
  return { simulation, console: console_ };
}

test('a call is placed, watched from its beginning, keyed and hung up', async () => {
  const { simulation, console } = await source();
  const id = await console.placeCall('+4930901820001', '+442079460000');
  const updates: CallUpdate[] = [];
  console.watch(id, (update) => updates.push(update));
  expect(updates[0]).toMatchObject({
    state: 'incoming',
    ended: false,
    entry: { text: 'The call is incoming.' },
  });
  await console.pressKeys(id, '1');
  expect(updates.at(-1)?.entry).toMatchObject({ kind: 'key', text: '1' });
  await console.hangUp(id);
  expect(updates.at(-1)).toEqual({ state: 'terminated', ended: true, entry: null });
  const late: CallUpdate[] = [];
  console.watch(id, (update) => late.push(update));
  expect(late.at(-1)).toEqual({ state: 'terminated', ended: true, entry: null });
  await expect(console.pressKeys(id, '1')).rejects.toMatchObject({
    code: 'CONSOLE-CALL-REFUSED',
    status: 409,
  });
  simulation.close();
});

test('a call that does not exist is not found', async () => {
  const { simulation, console } = await source();
  await expect(console.hangUp('nobody')).rejects.toMatchObject({ code: 'CONSOLE-NOT-FOUND' });
  expect(() => console.watch('nobody', () => undefined)).toThrow('There is no call with this id.');
  simulation.close();
});

test.each([
  ['Bob', '+442079460000', /^From /],
  ['+4930901820001', 'the front desk', /^To /],
])('from %s to %s is refused with the field at fault', async (from, to, message) => {
  const { simulation, console } = await source();
  await expect(console.placeCall(from, to)).rejects.toMatchObject({
    code: 'CONSOLE-REQUEST-INVALID',
    message: expect.stringMatching(message),
  });
  simulation.close();
});

test('the shipped flows load without a problem, and their audio has captions', () => {
  const folder = readFlowFolder(flows, () => undefined);
  expect(folder.problems).toEqual([]);
  expect(folder.flows).toEqual(['front-desk', 'identify-patient', 'lobby', 'practice', 'turned-away']);
  expect([...folder.captions.values()]).toContain('Thank you for calling Contoso.');
  expect(Object.keys(readRoutedNumbers(flows, () => undefined))).toEqual(['+442079460000', '+442079460002']);
  expect(readRoutedNumbers(join(flows, 'nowhere'), () => undefined)).toEqual({});
});

test('the numbers that can be dialled are told with the flows that their routes name', () => {
  expect(readDialledNumbers(flows, () => undefined)).toEqual([
    { number: '+442079460000', flows: ['front-desk'] },
    { number: '+442079460002', flows: ['practice'] },
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'numbers-'));
  const numbers = Object.fromEntries(['1', '2'].map((last) => [`+44207946000${last}`, randomUUID()]));
  const split = [
    { flow: 'old', percent: 90 },
    { flow: 'new', percent: 10 },
  ];
  const incoming = [{ when: { calledNumber: '+442079460001' }, split }];
  writeFileSync(join(folder, 'routes.json'), JSON.stringify({ numbers, incoming }));
  expect(readDialledNumbers(folder, () => undefined)).toEqual([
    { number: '+442079460001', flows: ['old', 'new'] },
    { number: '+442079460002', flows: [] },
  ]);
  writeFileSync(join(folder, 'routes.json'), '{');
  expect(readDialledNumbers(folder, () => undefined)).toEqual([]);
  rmSync(folder, { recursive: true });
});
