/** How `ivr test` runs; read only once it does, so that other commands start fast. */
export { testAgain } from './test-again.ts';
export { testOnce } from './test-once.ts';
