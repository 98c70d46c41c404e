/**
 * A zip file whose bytes depend on its contents alone. What usually differs between two machines is fixed: the order, the
 * time, the modes, and the compression, which is done in JavaScript, since zlib gives other bytes from one Node to the next.
 */
import { zipSync } from 'fflate';

/** `fflate` writes the local time, so this is noon wherever it runs; a zip file knows no time before 1980. */
const time = new Date(1980, 0, 1, 12);
const unix = 3;
const regularFile = 0o100644;

/** The bytes of a zip file with these entries, `{ name, bytes }`, in the order of their names. */
export function zipOf(entries) {
  const options = { level: 9, mtime: time, os: unix, attrs: regularFile << 16 };
  // Code-unit order: the same in every locale.
  const sorted = [...entries].sort((one, other) => (one.name < other.name ? -1 : 1));
  return zipSync(Object.fromEntries(sorted.map(({ name, bytes }) => [name, [bytes, options]])));
}
