import {
  createMediaCatalogue,
  memoryStore,
  newMediaName,
  serveMedia,
  silence,
} from '../../src/media/index.ts';
import { instant, milliseconds } from '../../src/call/index.ts';

const bytes = silence(milliseconds(1));
const size = bytes.length;
const catalogue = createMediaCatalogue();
const added = catalogue.add(bytes, async () => bytes);
const name = added.kind === 'clip' ? added.clip.name : '';
const tag = `"${name.slice(0, 40)}"`;

const clock = () => instant(1_000_000);
const store = memoryStore(clock);

const get = (headers: Record<string, string> = {}, method = 'GET', wanted: string = name) =>
  serveMedia(
    { catalogue, store, clock },
    { method, name: wanted, header: (header) => headers[header] ?? null },
  );

test('a clip is named by its content', () => {
  expect(name).toMatch(/^[0-9a-f]{40}\.wav$/);
  expect(catalogue.add(Buffer.from(bytes), async () => bytes)).toEqual(added);
});

test('what Graph cannot play is not taken in', () => {
  expect(catalogue.add(Buffer.from('hello'), async () => bytes)).toMatchObject({ kind: 'unplayable' });
});

test('a clip is served whole, to be kept for good', async () => {
  expect(await get()).toEqual({
    status: 200,
    headers: {
      'content-type': 'audio/wav',
      'content-length': String(size),
      'accept-ranges': 'bytes',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      etag: tag,
    },
    body: bytes,
  });
});

test('HEAD gets what GET does without a range; the server leaves the body away', async () => {
  expect(await get({ range: 'bytes=0-1' }, 'HEAD')).toEqual(await get());
});

test.each<[string, number, number]>([
  ['bytes=0-3', 0, 3],
  ['bytes=44-', 44, size - 1],
  ['bytes=-4', size - 4, size - 1],
  ['bytes=-99999', 0, size - 1],
  ['bytes=2-99999', 2, size - 1],
])('range %s is bytes %p to %p', async (range, first, last) => {
  const part = await get({ range });
  expect(part.status).toBe(206);
  expect(part.headers).toMatchObject({
    'content-range': `bytes ${first}-${last}/${size}`,
    'content-length': String(last - first + 1),
  });
  expect(part.body).toEqual(bytes.subarray(first, last + 1));
});

test.each(['bytes=0-1,4-5', 'lines=1-2', 'bytes=5-2', 'bytes=', 'bytes=a-b'])(
  '%s is answered with everything',
  async (range) => {
    expect((await get({ range })).status).toBe(200);
  },
);

test.each([`bytes=${size}-`, 'bytes=-0', 'bytes=999999-9999999'])('range %s cannot be met', async (range) => {
  const response = await get({ range });
  expect(response.status).toBe(416);
  expect(response.headers['content-range']).toBe(`bytes */${size}`);
});

test('a range of another version is answered with everything', async () => {
  expect((await get({ range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
  expect((await get({ range: 'bytes=0-1', 'if-range': tag })).status).toBe(206);
});

test.each([tag, `W/${tag}`, '*', `"x", ${tag}`])('who has it already (%s) is told so', async (header) => {
  expect(await get({ 'if-none-match': header })).toMatchObject({ status: 304 });
});

test.each(['', '..', `${'0'.repeat(40)}.wav`, '../routes.json', '__proto__'])(
  '%p is unknown',
  async (unknown) => {
    expect((await get({}, 'GET', unknown)).status).toBe(404);
  },
);

describe('media of the store', () => {
  const recording = Buffer.from('RIFF of a recording');

  test('is served until it expires', async () => {
    const name = newMediaName();
    const about = { contentType: 'audio/x-wav', expiresAt: instant(1_000_000 + 90_500) };
    await store.put(name, recording, about);
    expect(await get({}, 'GET', name)).toMatchObject({
      status: 200,
      headers: { 'content-type': 'audio/x-wav', 'cache-control': 'public, max-age=90, immutable' },
      body: recording,
    });
    await store.put(name, recording, { ...about, expiresAt: clock() });
    expect(await get({}, 'GET', name)).toMatchObject({ status: 404 });
  });

  test('is served in parts, and for good where it does not expire', async () => {
    const name = newMediaName();
    await store.put(name, recording, { contentType: 'audio/wav' });
    expect(await get({ range: 'bytes=0-3' }, 'GET', name)).toMatchObject({
      status: 206,
      headers: {
        'content-range': `bytes 0-3/${recording.length}`,
        'cache-control': expect.stringMatching(/31536000/),
      },
    });
  });

  test('is asked for by names of media only', async () => {
    const asked: string[] = [];
    const watched = { ...store, get: async (wanted: string) => (asked.push(wanted), null) };
    for (const wanted of [
      'name-key',
      '../name-key',
      `${'a'.repeat(40)}.WAV`,
      `${'a'.repeat(40)}.wav/..`,
      '',
    ]) {
      const request = { method: 'GET', name: wanted, header: () => null };
      expect((await serveMedia({ catalogue, store: watched, clock }, request)).status).toBe(404);
    }
    expect(asked).toEqual([]);
  });

  test('that cannot be reached is asked for again later', async () => {
    const broken = { ...store, get: () => Promise.reject(new Error('down')) };
    const request = { method: 'GET', name: newMediaName(), header: () => null };
    const answer = await serveMedia({ catalogue, store: broken, clock }, request);
    expect(answer).toMatchObject({ status: 503, headers: { 'cache-control': 'no-store' } });
  });
});
