import { readWav, writeWav } from '../../../src/simulator/media/wav.ts';

const good = () => writeWav(1000, (at) => Math.sin(at));
const changed = (change: (view: DataView) => void) => {
  const file = good();
  change(new DataView(file.buffer));
  return file;
};

test('the length comes from the data', () => {
  expect(readWav(good())).toEqual({ kind: 'audio', durationMs: 1000 });
  expect(readWav(writeWav(0, () => 0))).toEqual({ kind: 'audio', durationMs: 0 });
});

test('chunks before the data are skipped, odd ones with their padding', () => {
  const file = good();
  const extra = new Uint8Array([...new TextEncoder().encode('LIST'), 3, 0, 0, 0, 1, 2, 3, 0]);
  const longer = new Uint8Array([...file.slice(0, 36), ...extra, ...file.slice(36)]);
  expect(readWav(longer)).toEqual({ kind: 'audio', durationMs: 1000 });
});

test('a stream that declares more than it has is as long as what is there', () => {
  expect(readWav(changed((view) => view.setUint32(40, 0xffffffff, true)))).toEqual({
    kind: 'audio',
    durationMs: 1000,
  });
});

test.each([
  ['it is not a RIFF WAVE file', new TextEncoder().encode('ID3 and so on')],
  ['its encoding is 3, not PCM', changed((view) => view.setUint16(20, 3, true))],
  ['it has 2 channels, not one', changed((view) => view.setUint16(22, 2, true))],
  ['it has 8000 samples a second, not 16000', changed((view) => view.setUint32(24, 8000, true))],
  ['it has 8 bits a sample, not 16', changed((view) => view.setUint16(34, 8, true))],
  ['it has no data', good().slice(0, 36)],
  ['its format is cut off', good().slice(0, 30)],
  ['it is not a RIFF WAVE file', new Uint8Array()],
])('%s', (reason, file) => {
  expect(readWav(file)).toEqual({ kind: 'unplayable', reason });
});

test('what a file says of itself is told, as far as it goes', () => {
  const said = Buffer.from('LIST\0\0\0\0INFOICMT\x06\0\0\0Hello\0', 'latin1');
  said.writeUInt32LE(said.length - 8, 4);
  const file = Buffer.from(good());
  const commented = Buffer.concat([file.subarray(0, 36), said, file.subarray(36)]);
  expect(readWav(commented)).toEqual({ kind: 'audio', durationMs: 1000, comment: 'Hello' });
  commented.writeUInt32LE(0x7fffffff, 36 + 16);
  expect(readWav(commented)).toMatchObject({ kind: 'audio', comment: 'Hello' });
});
