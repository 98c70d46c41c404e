/** The door of housekeeping: what has ended and is kept no longer leaves the durable store. */
export { historyPurger } from './purge-history.ts';
