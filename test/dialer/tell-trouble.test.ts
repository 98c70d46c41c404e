/** A part of a round that fails is told, by its code, and fails all the same. */
import { tellTrouble } from '../../src/dialer/index.ts';

test('what fails is told and passed on; what does not is not told', async () => {
  const told: unknown[] = [];
  const log = (level: string, event: string, fields: object): unknown =>
    told.push({ level, event, ...fields });
  await expect(tellTrouble('look', log, () => Promise.resolve(7))).resolves.toBe(7);
  expect(told).toEqual([]);
  const away = Object.assign(new Error('+442079460000 cannot be called'), { code: 'ECONNREFUSED' });
  await expect(tellTrouble('look', log, () => Promise.reject(away))).rejects.toBe(away);
  expect(told).toEqual([
    { level: 'warn', event: 'ivr.outbound.trouble', activity: 'look', code: 'ECONNREFUSED' },
  ]);
});
