/**
 * Text from a flow or another system as a terminal may show it: on one line, and without what would move the cursor,
 * change colours or turn the direction of writing.
 */
export const printable = (text: string): string =>
  text.replaceAll(/[\n\r\t]+/g, ' ').replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '');
