import { performQueue } from './composition.ts';
import { effectActivity } from './effect-activity.ts';

/** Hands work to a storage queue. */
effectActivity('queue', performQueue);
