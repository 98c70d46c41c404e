import type { StatusView } from '../view.ts';
import { element, elementById } from './element.ts';

/** Shows what is running: services, flows with their problems, functions. */
export function showRunning({ version, services, flows, problems, functions }: StatusView): void {
  elementById('tagline', HTMLParagraphElement).textContent =
    `Version ${version}, running locally. Calls are simulated; the functions are the real ones.`;
  elementById('services', HTMLDListElement).replaceChildren(
    ...services.flatMap(({ name, url }) => [element('dt', '', name), element('dd', '', url)]),
  );
  elementById('flows', HTMLUListElement).replaceChildren(
    ...flows.map((flow) => element('li', '', `${flow}: ready`)),
    ...problems.map((problem) => element('li', 'bad', problem)),
  );
  elementById('functions-summary', HTMLElement).textContent = `Functions (${functions.length})`;
  elementById('functions', HTMLUListElement).replaceChildren(
    ...functions.map(({ name, trigger, route }) =>
      element('li', '', route === null ? `${name} (${trigger})` : `${name} (${trigger}) ${route}`),
    ),
  );
}
