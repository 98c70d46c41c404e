/** The names of events that other systems raise, as the source of a pattern: what a `wait` may name, and a route tell. */
export const eventNameForm = String.raw`[A-Za-z][\w.-]{0,63}`;

/** The same in words. */
export const eventNameWords = 'a letter, then letters, digits, dots, dashes and underscores';
