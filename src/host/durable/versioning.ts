/** Orchestration versions (`extensions.durableTask` of host.json: defaultVersion, versionMatchStrategy, versionFailureStrategy). */

export interface VersioningOptions {
  readonly defaultVersion: string | null;
  readonly matchStrategy: 'None' | 'Strict' | 'CurrentOrOlder';
}

/** Why this host may not run an instance of `version`, or null when it may. */
export function versionMismatch(version: string | null, options: VersioningOptions): string | null {
  const current = options.defaultVersion ?? '';
  const given = version ?? '';
  switch (options.matchStrategy) {
    case 'None':
      return null;
    case 'Strict':
      return given === current ? null : mismatchText(given, current, 'Strict');
    case 'CurrentOrOlder':
      return compareVersions(given, current) <= 0 ? null : mismatchText(given, current, 'CurrentOrOlder');
  }
}

function mismatchText(given: string, current: string, strategy: string): string {
  return `The orchestration version '${given}' does not match the app's version '${current}' (versionMatchStrategy ${strategy}). Start it with a matching version or change defaultVersion in host.json.`;
}

/**
 * As .NET's `System.Version` where both have its form, two to four numbers; else as text, so that "10" is older than "9".
 * No version is older than any.
 */
function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  if (left === null || right === null) return compareText(a, b);
  for (let i = 0; i < 4; i += 1) {
    // A part that is left out is older than 0.
    const difference = (left[i] ?? -1) - (right[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

const numbersOf = (version: string): readonly number[] | null =>
  /^\d+(\.\d+){1,3}$/.test(version) ? version.split('.').map(Number) : null;

function compareText(a: string, b: string): number {
  const [left, right] = [a.toUpperCase(), b.toUpperCase()];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
