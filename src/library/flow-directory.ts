import { readFileSync } from 'node:fs';
import { readSignature } from '../flow/index.ts';
import type { FlowDirectory, FlowSignature } from '../flow/index.ts';

/** What the flows of these files give to flows that enter them. A file that cannot be read gives nothing. */
export function readDirectory(files: readonly string[]): FlowDirectory {
  const signatures = new Map<string, FlowSignature>();
  for (const file of files) {
    const signature = signatureIn(file);
    if (signature !== null && !signatures.has(signature.id)) signatures.set(signature.id, signature);
  }
  return { ids: [...signatures.keys()], find: (id) => signatures.get(id) ?? null };
}

function signatureIn(file: string): FlowSignature | null {
  try {
    return readSignature(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
