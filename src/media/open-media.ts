import type { TokenCredential } from '@azure/core-auth';
import type { Instant } from '../call/index.ts';
import { azureSpeech } from './azure-speech.ts';
import { blobStore } from './blob-store.ts';
import type { BlobConnection } from './blob-store.ts';
import { localSpeech } from './local-speech.ts';
import type { MediaStore } from './media-store.ts';
import { memoryStore } from './memory-store.ts';
import type { SpeechProvider } from './speech-provider.ts';

/** The store that the settings name; without one the memory of this process. */
export function openMediaStore(
  connection: BlobConnection | { readonly kind: 'none' },
  clock: () => Instant,
): MediaStore {
  return connection.kind === 'none' ? memoryStore(clock) : blobStore(connection, clock);
}

/** Who speaks, as the settings say it. */
export type SpeechChoice =
  | { readonly kind: 'none' }
  | { readonly kind: 'local' }
  | {
      readonly kind: 'azure';
      readonly region: string;
      readonly resourceId: string;
      readonly voices: ReadonlyMap<string, string>;
    };

/** The provider that the settings name; null where nobody speaks. */
export function speechProvider(
  choice: SpeechChoice,
  credential: TokenCredential | null,
  wait: (milliseconds: number) => Promise<unknown>,
): SpeechProvider | null {
  if (choice.kind === 'local') return localSpeech();
  if (choice.kind === 'none' || credential === null) return null;
  const { region, resourceId, voices } = choice;
  return azureSpeech({ region, resourceId, voices, credential, wait });
}
