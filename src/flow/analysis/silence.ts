import { timeToDecide, timeToKeys } from '../node-facts.ts';
import { statedCosts } from '../stated-costs.ts';
import { append } from './components.ts';
import { longestWays } from './longest-ways.ts';
import type { Way } from './longest-ways.ts';
import { isAnswered, needsImplicitAnswer } from './situations.ts';
import type { Passage, Situation, SituationGraph } from './situations.ts';

/**
 * How long a caller may hear nothing: silences in milliseconds, Infinity where time passes in a cycle without a
 * sound.
 *
 * A2  No silence of a call, measured as section 5 of the flow language says, is longer than the longest that is
 *     worked out here, as long as everything is as quick as the stated costs, at most one key waits at a time, and what
 *     a key cuts does not end by itself just then.
 */
export function longestSilence(graph: SituationGraph): number {
  let longest = 0;
  for (const [{ situation }, until] of silencesBefore(graph, true)) {
    const { silence } = situation.node.facts;
    longest = Math.max(longest, silenceHere(situation, until), until + leadOf(situation) + silence.failing);
  }
  return longest;
}

/**
 * Where a silence becomes longer than `allowed`, and how long it is there. Who comes in with more is not named
 * again. What callers bring about by typing ahead, and what `maxCallDuration` interrupts, is not counted.
 */
export function tooLongSilences(graph: SituationGraph, allowed: number): ReadonlyMap<Situation, number> {
  const places = new Map<Situation, number>();
  for (const [{ situation }, until] of silencesBefore(graph, false)) {
    const here = silenceHere(situation, until);
    const grows = until === Infinity && (situation.node.facts.silence.through ?? 0) > 0;
    if (here <= allowed || (until > allowed && !grows)) continue;
    places.set(situation, Math.max(here, places.get(situation) ?? 0));
  }
  return places;
}

/** A situation together with whether a key waits that may skip what comes next. */
interface Moment {
  readonly situation: Situation;
  readonly keyWaits: boolean;
}

/** The longest silence with which every moment can begin; `everything`: also with keys that wait, and interrupted. */
function silencesBefore(graph: SituationGraph, everything: boolean): ReadonlyMap<Moment, number> {
  const moments = new Map<Situation, readonly [Moment, Moment]>();
  for (const situation of graph.situations.filter(canBeSilent)) {
    moments.set(situation, [
      { situation, keyWaits: false },
      { situation, keyWaits: true },
    ]);
  }
  const initial = new Map<Moment, number>();
  const ways = new Map<Moment, Way<Moment>[]>();
  const begins = (moment: Moment, silence: number): void => {
    initial.set(moment, Math.max(silence, initial.get(moment) ?? 0));
  };
  for (const from of graph.situations) {
    const [answered] = needsImplicitAnswer(from) ? (moments.get(from) ?? []) : [];
    if (answered !== undefined) begins(answered, 0);
    for (const passage of graph.passagesFrom(from).filter(({ kind }) => everything || kind !== 'interrupt')) {
      const [free, waiting] = moments.get(passage.to) ?? [];
      if (free === undefined || waiting === undefined) continue;
      if (isAnswering(passage)) begins(free, from.node.facts.silence.after);
      for (const moment of moments.get(from) ?? []) {
        for (const { keyWaits, silence, joins } of exitsOf(moment, passage)) {
          if (keyWaits && !everything) continue;
          const target = keyWaits ? waiting : free;
          if (joins) append(ways, moment, { to: target, length: silence });
          else begins(target, silence);
        }
      }
    }
  }
  return longestWays(
    [...moments.values()].flat(),
    (moment) => initial.get(moment),
    (moment) => ways.get(moment) ?? [],
  );
}

/** While it rings, where answering failed, and when the caller has gone, there is nothing to hear. */
const canBeSilent = (situation: Situation): boolean =>
  isAnswered(situation.stage) || needsImplicitAnswer(situation);

/** The way on which an `answer`, or the joining of a meeting, has succeeded. */
const isAnswering = ({ from, to }: Passage): boolean => !canBeSilent(from) && isAnswered(to.stage);

interface Exit {
  readonly keyWaits: boolean;
  readonly silence: number;
  /** Whether what was silent before the node goes on. */
  readonly joins: boolean;
}

const leadOf = (situation: Situation): number => (needsImplicitAnswer(situation) ? timeToKeys : 0);

function exitsOf({ situation, keyWaits }: Moment, { kind }: Passage): readonly Exit[] {
  const { silence, typeAhead } = situation.node.facts;
  const lead = leadOf(situation);
  const later = Math.max(silence.after, silence.within > 0 ? silence.within + statedCosts.durableHop : 0);
  if (kind === 'failure' || kind === 'failed') {
    return cutShort(keyWaits, lead + silence.failing, silence.before === null ? 0 : later);
  }
  if (kind === 'interrupt') {
    const entry = Math.max(silence.failing, silence.before ?? 0, silence.through ?? 0);
    return cutShort(keyWaits, lead + entry + timeToDecide, later + timeToDecide);
  }
  const takes = keyWaits && typeAhead === 'takes' ? [{ keyWaits: false, silence: lead, joins: true }] : [];
  const skips = keyWaits && typeAhead === 'skips' ? [{ keyWaits: true, silence: lead, joins: true }] : [];
  return [
    ...takes,
    ...skips,
    ...silentExits(silence.through, lead, keyWaits, typeAhead),
    ...soundedExits(situation),
  ];
}

/** A node that is left before its end: `joined` after its entry, or `anew` after a sound or a key of its own. */
function cutShort(keyWaits: boolean, joined: number, anew: number): readonly Exit[] {
  const again = Math.max(joined, anew);
  return [
    { keyWaits, silence: joined, joins: true },
    { keyWaits: false, silence: anew, joins: false },
    { keyWaits: true, silence: again, joins: false },
  ];
}

function silentExits(
  through: number | null,
  lead: number,
  keyWaits: boolean,
  typeAhead: Situation['node']['facts']['typeAhead'],
): readonly Exit[] {
  if (through === null) return [];
  const keeps = typeAhead === 'keeps' || typeAhead === 'skips';
  const passed: Exit = { keyWaits: keyWaits && keeps, silence: lead + through, joins: true };
  // A key that is pressed meanwhile begins the silence anew, and waits.
  return keeps ? [passed, { keyWaits: true, silence: through, joins: false }] : [passed];
}

function soundedExits({ node }: Situation): readonly Exit[] {
  const { silence, typeAhead } = node.facts;
  if (silence.before === null) return [];
  const exit: Exit = { keyWaits: false, silence: silence.after, joins: false };
  return typeAhead === 'skips' || typeAhead === 'keeps' ? [exit, { ...exit, keyWaits: true }] : [exit];
}

/** The longest silence that is known to be one when the node is left, or something sounds in it. */
function silenceHere(situation: Situation, until: number): number {
  const { silence } = situation.node.facts;
  const entry = until + leadOf(situation);
  return Math.max(
    entry + (silence.before ?? 0),
    entry + (silence.through ?? 0),
    silence.within,
    silence.after,
  );
}
