/** The door of `ivr replay`: records are read, run again, and told in lines. */
export { replayRecords } from './replay-records.ts';
