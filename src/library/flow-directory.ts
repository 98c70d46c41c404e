import { readFileSync } from 'node:fs';
import type { SettingLookup } from '../config/index.ts';
import { readEnteredDocument, readSignature } from '../flow/index.ts';
import type { FlowDirectory, FlowDocument, FlowSignature } from '../flow/index.ts';

/** The flows of a folder. */
export interface FolderDirectory extends FlowDirectory {
  /** The file of a flow; null: there is none. */
  readonly fileOf: (id: string) => string | null;
}

interface WrittenFlow {
  readonly file: string;
  readonly signature: FlowSignature;
  readonly text: string;
}

/** What the flows of these files give to flows that enter them. A file that cannot be read gives nothing. */
export function readDirectory(files: readonly string[], settings: SettingLookup): FolderDirectory {
  const flows = new Map<string, WrittenFlow>();
  for (const file of files) {
    const flow = flowIn(file);
    if (flow !== null && !flows.has(flow.signature.id)) flows.set(flow.signature.id, flow);
  }
  const documents = new Map<string, FlowDocument | null>();
  return {
    ids: [...flows.keys()],
    fileOf: (id) => flows.get(id)?.file ?? null,
    find: (id) => flows.get(id)?.signature ?? null,
    document(id) {
      const known = documents.get(id);
      if (known !== undefined) return known;
      const text = flows.get(id)?.text;
      const document = text === undefined ? null : readEnteredDocument(text, settings);
      documents.set(id, document);
      return document;
    },
  };
}

function flowIn(file: string): WrittenFlow | null {
  try {
    const text = readFileSync(file, 'utf8');
    const signature = readSignature(JSON.parse(text.replace(/^\uFEFF/, '')));
    return signature === null ? null : { file, signature, text };
  } catch {
    return null;
  }
}
