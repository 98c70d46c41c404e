import { ownMember } from '../../call/index.ts';
import type { FlowId, JsonValue, TranscriptEntry } from '../../call/index.ts';
import { partOf, partsOf, variablesOf } from '../../flow/index.ts';
import type { CompiledFlow } from '../../flow/index.ts';
import type { CallState } from '../../interpreter/index.ts';
import type { RuleFor } from '../breach.ts';

/** Shorter ones are found by chance. */
const shortestSecret = 6;

/**
 * E5. A secret is a text of digits that a sensitive variable holds at some time, and that neither the flow's own words nor
 * an input into another variable has.
 */
export const noDisclosure: RuleFor = ({ flow, report }) => {
  const sensitive = sensitiveVariables(flow);
  if (sensitive.size === 0) return {};
  const secrets = new Set<string>();
  const sent: { readonly where: string; readonly text: string }[] = [];
  const own = JSON.stringify(partsOf(flow).map(({ document }) => document));
  return {
    see({ state, effects, commands }) {
      for (const secret of secretsIn(sensitive, state))
        if (!secrets.has(secret) && !own.includes(secret)) secrets.add(secret);
      for (const command of commands) {
        if (command.kind !== 'graph') continue;
        const text = Object.values(command.parameters).join('/');
        sent.push({ where: 'the URL of a request', text });
      }
      for (const effect of effects) {
        if (effect.kind === 'http') sent.push({ where: 'the URL of a request', text: effect.url });
        if (effect.kind === 'queue')
          sent.push({ where: 'a queue message', text: JSON.stringify(effect.message) });
      }
    },
    end({ result, transcript }) {
      if (secrets.size === 0) return;
      const open = new Set(
        transcript.flatMap((entry) =>
          entry.kind === 'input' && !fillsSecret(flow, sensitive, entry) ? [entry.value] : [],
        ),
      );
      const shown = [
        ...sent,
        {
          where: 'the keys of the transcript',
          text: transcript.flatMap((entry) => (entry.kind === 'key' ? [entry.key] : [])).join(''),
        },
        ...transcript.map((entry) => ({ where: 'what is written down', text: wordsOf(entry) })),
      ];
      for (const secret of secrets) {
        const found = shown.find(({ text }) => text.includes(secret));
        if (found === undefined || open.has(secret)) continue;
        report({
          rule: 'E5',
          what: `The digits ${secret} of a sensitive variable stand in ${found.where}.`,
          why: 'A sensitive value was put where it is shown, or a key was written down that nobody has masked.',
          next: 'Take the value out of there; if ivr check has no objection to the flow, report it with this scenario.',
          about: found.where,
          at: result.durationMs,
          ...(found.where === 'what is written down' ? { never: { logged: secret } } : {}),
        });
        return;
      }
    },
  };
};

/** By flow, the names of its sensitive variables. */
function sensitiveVariables(flow: CompiledFlow): ReadonlyMap<FlowId, readonly string[]> {
  const parts = partsOf(flow).filter((part) => part.hasSensitiveVariables);
  return new Map(
    parts.map(({ id, document }) => [
      id,
      Object.entries(variablesOf(document)).flatMap(([name, { sensitive }]) =>
        sensitive === true ? [name] : [],
      ),
    ]),
  );
}

/** Whether the keys of this input go into a sensitive variable. */
function fillsSecret(
  flow: CompiledFlow,
  sensitive: ReadonlyMap<FlowId, readonly string[]>,
  { flow: id, node }: Pick<TranscriptEntry, 'flow' | 'node'>,
): boolean {
  const part = partOf(flow, id);
  const written = part?.document.nodes[node];
  if (written?.type !== 'collect' || !('into' in written)) return false;
  return (sensitive.get(id) ?? []).some((name) => name === written.into);
}

function secretsIn(
  sensitive: ReadonlyMap<FlowId, readonly string[]>,
  { flow, variables, frames }: CallState,
): readonly string[] {
  return [{ flow, variables }, ...frames].flatMap((frame) =>
    (sensitive.get(frame.flow) ?? []).flatMap((name) => digitsOf(ownMember(frame.variables, name) ?? null)),
  );
}

/** An entry without its times, which may look like anything. */
const wordsOf = (entry: TranscriptEntry): string => JSON.stringify({ ...entry, at: null, until: null });

const digitsOf = (value: JsonValue): readonly string[] =>
  typeof value === 'string' && value.length >= shortestSecret && /^\d+$/.test(value) ? [value] : [];
