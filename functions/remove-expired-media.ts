import { app } from '@azure/functions';
import { log, mediaStore } from './composition.ts';

/** Rendered speech and recordings are given to nobody once they have expired; every night they are deleted too. */
app.timer('remove-expired-media', {
  schedule: '0 17 3 * * *',
  handler: async () => {
    log('info', 'ivr.media.removed', { count: await mediaStore.removeExpired() });
  },
});
