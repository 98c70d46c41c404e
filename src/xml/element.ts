/**
 * XML text from values that nobody has looked at: everything that could end an attribute or begin an element is
 * escaped, and what XML 1.0 cannot hold at all (control characters, halves of surrogate pairs) becomes a sign.
 */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('\r', '&#13;');
}

/** Line ends and tabs, which a reader of an attribute would take for spaces. */
const escapeAttribute = (text: string): string =>
  escapeXml(text).replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');

type Attributes = Readonly<Record<string, string | undefined>>;

/** An element with attributes, which are escaped, and content, which is markup already. */
export function xmlElement(name: string, attributes: Attributes, content: readonly string[] = []): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeAttribute(value)}"`],
  );
  const start = `<${name}${written.join('')}`;
  return content.length === 0 ? `${start}/>` : `${start}>${content.join('')}</${name}>`;
}

/** An element that holds text. */
export const textElement = (name: string, attributes: Attributes, text: string): string =>
  xmlElement(name, attributes, [escapeXml(text)]);
