/**
 * The code of an error, such as ECONNRESET, else its name. Messages may quote addresses and are not passed on. An error
 * of Node's own need not be an `Error` of ours, so nothing is asked but its members.
 */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown error';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'name' in error && typeof error.name === 'string' ? error.name : 'unknown error';
}
