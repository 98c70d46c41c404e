import * as fc from 'fast-check';
import { instant } from '../../src/call/index.ts';
import type { Key } from '../../src/call/index.ts';
import { emptyKeyBuffer, receiveTone } from '../../src/interpreter/key-buffer.ts';
import type { KeyBuffer } from '../../src/interpreter/key-buffer.ts';

interface Tone {
  readonly sequence: number;
  readonly key: Key;
}

const receive = (tones: readonly Tone[]): KeyBuffer =>
  tones.reduce<KeyBuffer>(
    (buffer, tone, index) => receiveTone(buffer, { ...tone, at: instant(index * 10) }).buffer,
    emptyKeyBuffer,
  );

const key = fc.constantFrom<Key>('0', '1', '9', '*', '#');

test('a sequence number that cannot be is ignored: it neither waits nor drops the keys that follow', () => {
  const impossible = fc.oneof(
    fc.integer({ min: 2_000, max: Number.MAX_SAFE_INTEGER }),
    fc.double({ min: 1.1, max: 900, noInteger: true }),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60),
  );
  const property = fc.property(
    fc.array(fc.tuple(key, fc.option(impossible, { nil: null })), { maxLength: 40 }),
    (pressed) => {
      const real = pressed.map(([pressedKey], index) => ({ sequence: index + 1, key: pressedKey }));
      const disturbed = real.flatMap((tone, index) => {
        const sequence = pressed[index]?.[1] ?? null;
        return sequence === null ? [tone] : [{ sequence, key: tone.key }, tone];
      });
      const keysOf = (buffer: KeyBuffer) => buffer.ready.map((one) => one.key);
      expect(keysOf(receive(disturbed))).toEqual(real.map((tone) => tone.key));
      expect(receive(disturbed).held).toEqual([]);
    },
  );
  fc.assert(property);
});

test('at most 128 keys wait, the rest is dropped', () => {
  const tones = Array.from({ length: 300 }, (_, index) => ({ sequence: index + 1, key: '5' as const }));
  expect(receive(tones).ready).toHaveLength(128);
  expect(receive(tones.toReversed()).held.length).toBeLessThanOrEqual(128);
});
