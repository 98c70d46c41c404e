import { app } from '@azure/functions';
import { log, mediaStore } from './composition.ts';

/** Rendered speech and recordings are given to nobody once they have expired; every hour they are deleted too. */
app.timer('remove-expired-media', {
  schedule: '0 17 * * * *',
  handler: async () => {
    const { removed, failed } = await mediaStore.removeExpired();
    log(failed === 0 ? 'info' : 'warn', 'ivr.media.removed', { count: removed });
  },
});
