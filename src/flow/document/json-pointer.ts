/**
 * JSON pointers (RFC 6901): `''` is the whole document, `/nodes/main/choices/1` a member in it.
 */

/** One step of a path: a member's name, or an index of a list. */
export type PathStep = string | number;

/** The pointer of a path: `pointerOf(['a/b', 0])` is `/a~1b/0`. */
export function pointerOf(path: readonly PathStep[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The steps of a pointer, all as strings; an index is a string of digits. */
export function pathOf(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The pointer of a member or element below another pointer. */
export function pointerBelow(pointer: string, ...steps: readonly PathStep[]): string {
  return `${pointer}${pointerOf(steps)}`;
}
