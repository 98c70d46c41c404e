import type { CallUpdate, ConsoleProblem, StatusView } from '../view.ts';

/** The server is ours and is built with this page, so its JSON is taken at its type. */

export const parseStatus = (text: string): StatusView => JSON.parse(text) as StatusView;

export const parsePlacedCall = (text: string): { readonly id: string } =>
  JSON.parse(text) as { readonly id: string };

export const parseUpdate = (text: string): CallUpdate => JSON.parse(text) as CallUpdate;

/** The message of an error answer; null for one that is not the console's own. */
export function parseProblem(text: string): string | null {
  try {
    return (JSON.parse(text) as Partial<ConsoleProblem>).error?.message ?? null;
  } catch {
    return null;
  }
}
