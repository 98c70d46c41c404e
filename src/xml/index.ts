/** The door of the room that writes XML text. */
export { textElement, xmlElement } from './element.ts';
