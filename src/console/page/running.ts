import type { StatusView } from '../view.ts';
import { element, elementById } from './element.ts';

/** Shows what is running: services, flows with their problems, functions. */
export function showRunning({ version, services, flows, functions }: StatusView): void {
  elementById('tagline', HTMLParagraphElement).textContent =
    `Version ${version}, running locally. Calls are simulated; the functions are the real ones.`;
  elementById('services', HTMLDListElement).replaceChildren(
    ...services.flatMap(({ name, url }) => [element('dt', '', name), element('dd', '', url)]),
  );
  elementById('flows', HTMLUListElement).replaceChildren(
    ...flows.map(({ name, problems }) => {
      const verdict = problems.length === 0 ? `${name}: ready` : `${name}: ${problems.join('; ')}`;
      return element('li', problems.length === 0 ? '' : 'bad', verdict);
    }),
  );
  elementById('functions-summary', HTMLElement).textContent = `Functions (${functions.length})`;
  elementById('functions', HTMLUListElement).replaceChildren(
    ...functions.map(({ name, trigger, route }) =>
      element('li', '', route === null ? `${name} (${trigger})` : `${name} (${trigger}) ${route}`),
    ),
  );
}
