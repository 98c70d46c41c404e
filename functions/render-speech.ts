import { performSpeech } from './composition.ts';
import { effectActivity } from './effect-activity.ts';

/** Text that has values in it, or no file yet, becomes audio that Graph can fetch. */
effectActivity('renderSpeech', performSpeech);
