import { textElement as xmlTextElement, xmlElement } from '../../xml/index.ts';

/** Numbers are coordinates. */
type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element of a picture, whose attributes are escaped, and content, which is markup already. */
export const element = (name: string, attributes: Attributes, content: readonly string[] = []): string =>
  xmlElement(name, written(attributes), content);

/** An element that holds text. */
export const textElement = (name: string, attributes: Attributes, text: string): string =>
  xmlTextElement(name, written(attributes), text);

const written = (attributes: Attributes): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === 'number' ? rounded(value) : value,
    ]),
  );

/** A coordinate to a tenth, without a trailing zero; the same on every machine. */
export const rounded = (value: number): string => String(Math.round(value * 10) / 10 + 0);
