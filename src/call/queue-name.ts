/**
 * Why a text is no name of a storage queue; null if it is one (Azure Storage, "Naming queues and metadata"). It may
 * be asked before a call, where names are written.
 */
export function queueNameProblem(name: string): string | null {
  if (name.length < 3 || name.length > 63) return 'a queue has a name of 3 to 63 characters';
  if (!/^[a-z0-9-]+$/.test(name)) return 'a queue is named with lower-case letters, digits and hyphens only';
  if (/^-|-$|--/.test(name)) return "a hyphen in a queue's name stands between two letters or digits";
  return null;
}
