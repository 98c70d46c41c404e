/** The call of a scenario has the id that it has at interpreter depth; others follow. */
const callersCall = '6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001';

/** Ids that are the same in every run. */
export function idsInTurn(): (of: 'call' | 'participant') => string {
  const given = { call: 0, participant: 0 };
  const numbered = (prefix: string, number: number): string =>
    `${prefix}-${String(number).padStart(12, '0')}`;
  return (of) => {
    given[of] += 1;
    if (of === 'participant') return numbered('3c1d0c00-3a5d-4f0e-9d53', given[of]);
    return given[of] === 1 ? callersCall : numbered('9c1f0c00-3a5d-4f0e-9d53', given[of]);
  };
}
