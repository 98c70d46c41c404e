import type { NodeName } from '../../call/index.ts';
import { pointerOf } from '../document/index.ts';
import type { Finding, Severity, Spot } from '../document/index.ts';
import { chainOf } from './frames.ts';
import type { Frame } from './frames.ts';
import type { Situation } from './situations.ts';

/** Something that the graph of a flow shows, and the place in the document that it is said of. */
export interface GraphFinding extends Spot {
  readonly finding: Finding;
}

/** What a flow that is entered is told of itself when it is looked at alone. */
export type SaidAlone = (frame: Frame) => readonly GraphFinding[];

type Place = Pick<Situation, 'node' | 'frame'>;

/** More names than these tell nobody anything. */
const mostNames = 20;

/**
 * Findings, each said once of a place, whatever the situations in which the call gets there. One about a node of an
 * entered flow is said of the node that enters it; what that flow is told anyway, wherever it is entered from, is
 * not said again.
 */
export class FindingList {
  private readonly saidAlone: SaidAlone;
  private readonly found: GraphFinding[] = [];
  private readonly told = new Set<string>();

  constructor(saidAlone: SaidAlone) {
    this.saidAlone = saidAlone;
  }

  /** All of them, in the order in which they were added. */
  get findings(): readonly GraphFinding[] {
    return this.found;
  }

  add(place: Place, code: string, message: string, severity: Severity = 'error'): void {
    if (this.isSaidThere([place], code)) return;
    this.say(place, '', { code, message, severity });
  }

  /** A finding about several places at once, said of the first of them; each set of nodes of its flow once. */
  addGroup(
    group: readonly Place[],
    code: string,
    message: (names: string) => string,
    severity: Severity = 'error',
  ): void {
    const places = inOrder(group);
    const [first] = places;
    if (first === undefined || this.isSaidThere(places, code)) return;
    const own = places.filter(({ frame }) => frame === first.frame).map(({ node }) => node.name);
    const inside = places.filter(({ frame }) => frame !== first.frame).map(nameOf);
    const names = listed([...new Set([...own, ...inside])]);
    this.say(first, own.join(' '), { code, message: message(names), severity });
  }

  private say(place: Place, distinction: string, finding: Finding): void {
    const pointer = pointerOf(['nodes', outermost(place)]);
    const key = `${finding.code} ${pointer} ${nameOf(place)} ${distinction}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    this.found.push({ pointer, finding: { ...finding, message: inWords(place, finding.message) } });
  }

  private isSaidThere(places: readonly Place[], code: string): boolean {
    const frame = places[0]?.frame;
    if (frame === undefined || frame.entry === null) return false;
    const said = new Set(
      this.saidAlone(frame).flatMap(({ finding, pointer }) => (finding.code === code ? [pointer] : [])),
    );
    return places.some((place) => place.frame === frame && said.has(pointerOf(['nodes', place.node.name])));
  }
}

/** Each node once: first those of the outermost flow, in the order of its document, then those that it enters. */
function inOrder(group: readonly Place[]): readonly Place[] {
  const depth = (place: Place): number => chainOf(place.frame).length;
  const [first] = [...group].sort((one, other) => depth(one) - depth(other));
  if (first === undefined) return [];
  const members = new Set(group.filter(({ frame }) => frame === first.frame).map(({ node }) => node));
  const inside = group.filter(({ frame }) => frame !== first.frame);
  const { frame } = first;
  const outer = [...frame.nodes.values()].filter((node) => members.has(node));
  return [...outer.map((node) => ({ node, frame })), ...inside];
}

function listed(names: readonly string[]): string {
  const more = names.length - mostNames;
  return more <= 0 ? names.join(', ') : `${names.slice(0, mostNames).join(', ')} and ${more} more`;
}

/** The node of the flow itself: this one, or the one over which its flow was entered. */
function outermost({ node, frame }: Place): NodeName {
  return chainOf(frame).findLast(({ entry }) => entry !== null)?.entry?.node.name ?? node.name;
}

/** What a node is called in messages: with the flow that it is in, if that was entered. */
export const nameOf = ({ node, frame }: Place): string =>
  frame.entry === null ? node.name : `${frame.document.id}/${node.name}`;

const inWords = (place: Place, message: string): string =>
  place.frame.entry === null ? message : `At ${nameOf(place)}, which is entered here: ${message}`;
