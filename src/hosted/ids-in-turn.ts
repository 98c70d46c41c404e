import type { NewId } from '../simulator/index.ts';

/** The call of a scenario has the id that it has at interpreter depth; others follow. */
const callersCall = '6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001';

const prefixes: Readonly<Record<Parameters<NewId>[0], string>> = {
  call: '9c1f0c00-3a5d-4f0e-9d53',
  participant: '3c1d0c00-3a5d-4f0e-9d53',
  chain: '1c1f0c00-3a5d-4f0e-9d53',
  routingGroup: '2c1f0c00-3a5d-4f0e-9d53',
  gallery: '3c1f0c00-3a5d-4f0e-9d53',
};

/** Ids that are the same in every run. */
export function idsInTurn(): NewId {
  const given = { call: 0, participant: 0, chain: 0, routingGroup: 0, gallery: 0 };
  return (of) => {
    given[of] += 1;
    if (of === 'call' && given.call === 1) return callersCall;
    return `${prefixes[of]}-${String(given[of]).padStart(12, '0')}`;
  };
}
