/** Reads zip files by their own directory, with nothing of what writes them. */
import { crc32, inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Buffer;
  /** As `stat` gives it. */
  readonly mode: number;
  /** As it is written: no time zone. */
  readonly time: string;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;

/** Every entry in the order of the directory; throws where a signature, a length or a checksum does not fit. */
export function readZip(zip: Buffer): readonly ZipEntry[] {
  const end = zip.length - 22;
  if (zip.readUInt32LE(end) !== endSignature) throw new Error('The zip file has no end, or a comment.');
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== entrySignature) throw new Error(`There is no entry at ${at}.`);
    const nameLength = zip.readUInt16LE(at + 28);
    entries.push(readEntry(zip, at, nameLength));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  if (at !== end) throw new Error(`The directory ends at ${at}, not at ${end}.`);
  return entries;
}

function readEntry(zip: Buffer, at: number, nameLength: number): ZipEntry {
  const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
  const local = zip.readUInt32LE(at + 42);
  if (zip.readUInt32LE(local) !== localSignature) throw new Error(`${name} has no content.`);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const bytes = inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(at + 20)));
  if (bytes.length !== zip.readUInt32LE(at + 24)) throw new Error(`${name} has another length.`);
  if (crc32(bytes) !== zip.readUInt32LE(at + 16)) throw new Error(`${name} has another checksum.`);
  return { name, bytes, mode: zip.readUInt16LE(at + 40), time: timeOf(zip.readUInt32LE(at + 12)) };
}

function timeOf(dos: number): string {
  const date = [(dos >>> 25) + 1980, (dos >>> 21) & 15, (dos >>> 16) & 31];
  const time = [(dos >>> 11) & 31, (dos >>> 5) & 63, (dos & 31) * 2];
  const text = (parts: readonly number[], between: string): string =>
    parts.map((part) => String(part).padStart(2, '0')).join(between);
  return `${text(date, '-')} ${text(time, ':')}`;
}
