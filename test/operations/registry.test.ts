import * as z from 'zod';
import { operationNames, operationPath, operations } from '../../src/operations/index.ts';
import type { OperationDescription, OperationName } from '../../src/operations/index.ts';
import facts from './graph-operations.json' with { type: 'json' };

const described: readonly OperationDescription[] = Object.values(operations);

/** The members of a body that a fact names, such as `{prompts[1..20],clientContext?}`: which there are, and which must be. */
function membersIn(requestType: string): { readonly name: string; readonly isOptional: boolean }[] {
  const inside = /\{(.*)\}$/.exec(requestType)?.[1] ?? '';
  return inside.split(',').map((text) => ({
    name: text.replace(/[[?].*$/, ''),
    isOptional: text.endsWith('?'),
  }));
}

/** The same of a schema. */
function membersOf(name: string): { readonly name: string; readonly isOptional: boolean }[] {
  const request = described.find((one) => one.name === name)?.request;
  if (!(request instanceof z.ZodObject)) throw new Error(`${name} has no body of named members.`);
  return Object.entries<z.core.$ZodType>(request.shape).map(([member, schema]) => ({
    name: member,
    isOptional: schema._zod.optin === 'optional',
  }));
}

describe('the registry of operations', () => {
  test('has all 33, in the order of the API reference', () => {
    expect(operationNames).toHaveLength(33);
    expect(operationNames).toEqual(facts.map(({ name }) => name));
  });

  test.each(facts)('$name is described as the API reference has it', (fact) => {
    const operation = described.find(({ name }) => name === fact.name);
    if (operation === undefined) throw new Error('it is not described');
    const { method, path, availableIn, aliasIn, permissions } = operation;
    const { successStatus, responseType, isAsynchronous, completion } = operation;
    const alias =
      aliasIn.length === 0
        ? null
        : { path: path.replace('/communications', '/app'), versions: aliasIn, deprecated: true };
    expect({
      name: fact.name,
      method,
      path,
      version: availableIn[0],
      availableIn,
      alias,
      permissions,
      requestType: fact.requestType,
      successStatus,
      responseType,
      asyncOperation: isAsynchronous,
      completion,
    }).toEqual(fact);
    expect([fact.name, operation.response === null]).toEqual([fact.name, responseType === null]);
    expect([fact.name, operation.request === null]).toEqual([fact.name, fact.requestType === null]);
  });

  const withMembers = facts.filter(({ requestType }) => requestType?.includes('{'));

  test.each(withMembers)('$name takes the members $requestType', ({ name, requestType }) => {
    // Members that only an example shows, only beta has, or the page calls optional where the schema does not.
    const besides: Readonly<Record<string, readonly string[]>> = {
      redirect: ['routingPolicies'],
      transfer: ['clientContext'],
      playPrompt: ['loop'],
    };
    const taken = membersOf(name)
      .filter((member) => !(besides[name] ?? []).includes(member.name))
      .map((member) =>
        member.name === 'callbackUri' && name === 'answer' ? { ...member, isOptional: false } : member,
      );
    expect(taken).toEqual(expect.arrayContaining(membersIn(requestType ?? '')));
    expect(taken).toHaveLength(membersIn(requestType ?? '').length);
  });

  test('holds each operation under its own name', () => {
    expect(Object.entries(operations).filter(([key, { name }]) => key !== name)).toEqual([]);
    expect(operationNames).toEqual(Object.keys(operations));
  });

  test('calls only those repeats harmless that cannot be heard or dial twice', () => {
    const once = described.filter(({ repeatIsHarmless }) => !repeatIsHarmless).map(({ name }) => name);
    const expected: OperationName[] = [
      'createCall',
      'answer',
      'reject',
      'redirect',
      'transfer',
      'playPrompt',
      'recordResponse',
      'sendDtmfTones',
      'addLargeGalleryView',
      'inviteParticipants',
      'startHoldMusic',
      'stopHoldMusic',
      'createAudioRoutingGroup',
    ];
    expect(once).toEqual(expected);
    expect(described.filter(({ method, repeatIsHarmless }) => method === 'GET' && !repeatIsHarmless)).toEqual(
      [],
    );
  });

  test('answers with an operation object wherever an operation notification follows', () => {
    const awaited = described.filter(({ completion }) => completion === 'operation');
    expect(awaited.length).toBeGreaterThan(5);
    for (const { name, responseType } of awaited) {
      expect([name, responseType]).toEqual([name, expect.stringMatching(/^microsoft\.graph\.\w+Operation$/)]);
    }
  });

  test('is for group calls only where that is documented', () => {
    const groupOnly = described.filter(({ callKinds }) => !callKinds.includes('oneToOne'));
    expect(groupOnly.map(({ name }) => name)).toEqual([
      'mute',
      'unmute',
      'changeScreenSharingRole',
      'addLargeGalleryView',
      'getParticipant',
      'muteParticipant',
      'muteAllParticipants',
      'deleteParticipant',
      'listAudioRoutingGroups',
      'createAudioRoutingGroup',
      'getAudioRoutingGroup',
      'updateAudioRoutingGroup',
      'deleteAudioRoutingGroup',
    ]);
  });
});

describe('operationPath', () => {
  test('fills the call id in', () => {
    expect(operationPath('playPrompt', { id: '6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001' })).toBe(
      '/communications/calls/6b1f0c00-3a5d-4f0e-9d53-0c1c2a77e001/playPrompt',
    );
    expect(operationPath('createCall', {})).toBe('/communications/calls');
  });

  test('fills in what the call has', () => {
    expect(operationPath('muteParticipant', { id: 'c', participantId: 'p' })).toBe(
      '/communications/calls/c/participants/p/mute',
    );
    expect(operationPath('updateAudioRoutingGroup', { id: 'c', groupId: 'a b' })).toBe(
      '/communications/calls/c/audioRoutingGroups/a%20b',
    );
  });

  test('escapes what could leave the segment', () => {
    expect(operationPath('getCall', { id: '../x?y' })).toBe('/communications/calls/..%2Fx%3Fy');
  });
});
