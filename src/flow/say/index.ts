/** The door of the rules by which values become words: section 4 of the flow language, `say`. */
export { isCurrency } from './currencies.ts';
export { parseMoment } from './moment.ts';
export { canSay, sayDate, sayStyles, sayText, sayTime } from './say.ts';
export type { SayStyle } from './say.ts';
