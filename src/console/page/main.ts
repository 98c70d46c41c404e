import { consoleClient } from './console-client.ts';
import { Phone } from './phone.ts';
import { showRunning } from './running.ts';

const phone = new Phone();
consoleClient
  .status()
  .then((status) => {
    showRunning(status);
    phone.offer(status.numbers);
    phone.suggest(status.suggestion.from, status.suggestion.to);
  })
  .catch((problem: unknown) => phone.report(problem));
