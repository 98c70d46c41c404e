import { partsOf } from '../../flow/index.ts';
import type { CompiledFlow } from '../../flow/index.ts';
import type { CallState, Step } from '../../interpreter/index.ts';
import { inputSettingsOf } from '../caller/input-settings.ts';
import type { RuleFor } from '../breach.ts';

/** E13. */
export const typeAheadKept: RuleFor = ({ flow, call, report }) => {
  const keeping = keepingNodes(flow);
  let before: CallState | null = null;
  return {
    see(taken, event) {
      const { state, transcript } = taken;
      const passed = transcript.filter((entry) => entry.kind === 'enter');
      const left = before;
      before = state;
      if (left?.position.kind !== 'atNode' || state.position.kind !== 'atNode') return;
      const nodes = [{ flow: left.flow, node: left.position.node }, ...passed].map(({ flow: part, node }) =>
        keeping.has(keyOf(part, node)),
      );
      if (!nodes.slice(0, -1).every(Boolean)) return;
      if (nodes.at(-1) === false) {
        const isPressed = event?.kind === 'tone' && event.key !== null;
        if ((isPressed || left.keys.ready.length > 0) && isAskedAnyway(flow, taken))
          report({
            rule: 'E13',
            what: `The node ${state.position.node} played its prompt although a key waited for it.`,
            why: 'Type-ahead was dropped where it should have been taken (rule 1 of section 3).',
            next: 'This is a defect of the interpreter: report it with this scenario.',
            about: state.position.node,
            at: state.now - call.startedAt,
          });
        return;
      }
      const lost = left.keys.ready.find(
        ({ key, at }) => !state.keys.ready.some((kept) => kept.key === key && kept.at === at),
      );
      if (lost === undefined) return;
      report({
        rule: 'E13',
        what: `A key that waited for the next input was lost between ${left.position.node} and ${state.position.node}.`,
        why: 'Type-ahead was dropped by nodes that take no keys.',
        next: 'This is a defect of the interpreter, or of the node kind: report it with this scenario.',
        about: left.position.node,
        at: state.now - call.startedAt,
      });
    },
  };
};

/** Whether an input that a key may interrupt was entered, came to no verdict, and plays its prompt. */
function isAskedAnyway(flow: CompiledFlow, { state, transcript }: Step): boolean {
  const { node } = state.position;
  const settings = inputSettingsOf(flow, state.flow, node);
  const last = transcript.findLast((entry) => entry.kind === 'enter' || entry.kind === 'input');
  const asked = state.playing.caller.sounding?.place.node === node;
  return settings?.bargeIn === true && last?.kind === 'enter' && last.node === node && asked;
}

/** The nodes that keep keys which were pressed before them, or while they run, for the next that wants them. */
function keepingNodes(flow: CompiledFlow): ReadonlySet<string> {
  return new Set(
    partsOf(flow).flatMap(({ id, document, nodes }) =>
      [...nodes].flatMap(([name, node]) => {
        const { typeAhead } = node.facts({
          defaults: document.defaults,
          lengthOf: () => null,
          isRendered: () => false,
        });
        return typeAhead === 'keeps' || typeAhead === 'skips' ? [keyOf(id, name)] : [];
      }),
    ),
  );
}

const keyOf = (flow: string, node: string): string => JSON.stringify([flow, node]);
