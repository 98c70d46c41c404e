/** The catalogue is what is told: no name is in it that nobody tells. */
import { eventDimensions, metrics } from '../../src/telemetry/index.ts';
import { filesBelow, read } from '../support/repository.ts';

test('every event and every metric is told by the code', () => {
  const code = ['src', 'functions']
    .flatMap((folder) => filesBelow(folder, '.ts'))
    .filter((path) => path !== 'src/telemetry/catalogue.ts')
    .map(read)
    .join('\n');
  const names = [...Object.keys(eventDimensions), ...Object.keys(metrics)];
  expect(names.filter((name) => !code.includes(`'${name}'`))).toEqual([]);
});
