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

/** Numeric parts count as numbers; no version is older than any. */
function compareVersions(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = comparePart(left[i] ?? '', right[i] ?? '');
    if (difference !== 0) return difference;
  }
  return 0;
}

function comparePart(a: string, b: string): number {
  const isNumber = /^\d+$/;
  if (isNumber.test(a) && isNumber.test(b)) return Number(a) - Number(b);
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
