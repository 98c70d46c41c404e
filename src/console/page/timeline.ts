import type { TimelineEntry } from '../view.ts';
import { element, elementById } from './element.ts';

/** The list of what happens in a call. An entry that comes again takes the place of the earlier one. */
export class Timeline {
  readonly #list = elementById('entries', HTMLOListElement);
  readonly #empty = elementById('empty', HTMLParagraphElement);
  readonly #rows = new Map<number, HTMLLIElement>();

  clear(): void {
    this.#rows.clear();
    this.#list.replaceChildren();
    this.#empty.hidden = true;
  }

  show(entry: TimelineEntry): void {
    const row = this.#row(entry);
    const earlier = this.#rows.get(entry.index);
    this.#rows.set(entry.index, row);
    if (earlier === undefined) {
      this.#list.append(row);
      row.scrollIntoView({ block: 'nearest' });
    } else {
      earlier.replaceWith(row);
    }
  }

  has(index: number): boolean {
    return this.#rows.has(index);
  }

  #row({ at, kind, tone, text, detail }: TimelineEntry): HTMLLIElement {
    const what = element('span', '', element('span', 'text', text));
    if (detail !== null) what.append(element('span', 'detail', detail));
    const seconds = element('span', 'at', `${(at / 1000).toFixed(2)} s`);
    return element('li', `${kind} ${tone}`, seconds, element('span', 'kind', kind), what);
  }
}
