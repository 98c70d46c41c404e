import { performHttp } from './composition.ts';
import { effectActivity } from './effect-activity.ts';

/** A request to somebody else's system. */
effectActivity('http', performHttp);
