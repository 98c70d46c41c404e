import { operations } from '../../../src/operations/index.ts';
import type { CallKind, OperationDescription } from '../../../src/operations/index.ts';
import { judgeCallKind } from '../../../src/simulator/graph/judge-call-kind.ts';
import { world } from '../world.ts';

/** The refusal's code of an operation in a call between two and in a group call; null where it goes on. */
async function judged(operation: OperationDescription, body: object | null): Promise<unknown[]> {
  const here = await world();
  const call = await here.established();
  const outcome = (): unknown => {
    try {
      judgeCallKind(operation, call, body);
      return null;
    } catch (refusal) {
      return (refusal as { code: string }).code;
    }
  };
  const asTwo = outcome();
  call.becomeGroup();
  return [asTwo, outcome()];
}

const forCalls = (...callKinds: CallKind[]): OperationDescription => ({ ...operations.keepAlive, callKinds });

test.each([
  ['both kinds of call', forCalls('oneToOne', 'group'), null, [null, null]],
  ['group calls only', forCalls('group'), null, ['8548', null]],
  ['calls between two only', forCalls('oneToOne'), null, [null, '8520']],
  ['a member for group calls, given', operations.transfer, { transferee: {} }, ['8523', null]],
  ['a member for group calls, not given', operations.transfer, {}, [null, '8523']],
] as const)('an operation for %s', async (_what, operation, body, expected) => {
  expect(await judged(operation, body)).toEqual(expected);
});

test('members for group calls are members of the body', () => {
  for (const { name, groupOnlyMembers, request } of Object.values<OperationDescription>(operations)) {
    const shape = request !== null && 'shape' in request ? Object.keys(request.shape as object) : [];
    expect([name, groupOnlyMembers.filter((member) => !shape.includes(member))]).toEqual([name, []]);
  }
});
