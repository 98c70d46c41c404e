import { fetchRecording } from './composition.ts';
import { effectActivity } from './effect-activity.ts';

/** Fetches a recording before Graph discards it. */
effectActivity('fetchRecording', fetchRecording);
