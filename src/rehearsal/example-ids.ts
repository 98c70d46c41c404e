/*
 * Ids that Graph gives in a scenario: the same in every run and at either depth, so that transcripts can be compared.
 */

/** Graph's id of the call of a scenario. */
export const callAtGraph = '6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001';

const prefixes = {
  /** Calls beside that of the scenario. */
  call: '9c1f0c00-3a5d-4f0e-9d53',
  participant: '3c1d0c00-3a5d-4f0e-9d53',
  chain: '1c1f0c00-3a5d-4f0e-9d53',
  routingGroup: '2c1f0c00-3a5d-4f0e-9d53',
  gallery: '3c1f0c00-3a5d-4f0e-9d53',
} as const;

export type ExampleIdOf = keyof typeof prefixes;

export const exampleId = (of: ExampleIdOf, number: number): string =>
  `${prefixes[of]}-${String(number).padStart(12, '0')}`;

/** One after the other, from the first. */
export function exampleIds(of: ExampleIdOf): () => string {
  let given = 0;
  return () => {
    given += 1;
    return exampleId(of, given);
  };
}
