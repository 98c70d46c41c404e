/** Headers that say how a request travels, not what it says: they are the client's own (RFC 9110, 7.6.1 and 9112). */
const ofTheConnection = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Why a request cannot have a header of this name; null if it can. It may be asked before a call. */
export function requestHeaderProblem(name: string): string | null {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name))
    return 'a header is named with letters, digits and hyphens';
  const known = name.toLowerCase();
  if (ofTheConnection.has(known) || known.startsWith('proxy-'))
    return `"${known}" is set by the client itself`;
  return null;
}
