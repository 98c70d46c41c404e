import type { Key } from '../../call/index.ts';
import type { InputSettings } from '../input-settings.ts';
import { timeToDecide, timeToRequest, timeToSound } from '../node-facts.ts';
import type { FactsContext, NodeFacts } from '../node-facts.ts';
import type { Play } from '../play-item.ts';
import { playRequests, statedCosts } from '../stated-costs.ts';
import type { RePrompt } from './input-visit.ts';

/** What a node that takes keys says of itself, as far as its facts depend on it. */
export interface InputShape {
  readonly settings: InputSettings;
  readonly play: Play;
  readonly noInput?: readonly RePrompt[] | undefined;
  readonly noMatch?: readonly RePrompt[] | undefined;
  readonly confirm?: { readonly play: Play } | undefined;
  /** The longest input. */
  readonly mostKeys: number;
  readonly claims: (key: Key) => boolean;
}

/** The facts of section 3: a prompt, keys, re-prompts until the attempts are used up. */
export function inputFacts(shape: InputShape, context: FactsContext): NodeFacts {
  const { settings, play, claims } = shape;
  const asked = askedLists(shape);
  const sounding = asked.filter((list) => list.length > 0);
  const cut = settings.bargeIn && sounding.length > 0 ? timeToRequest + statedCosts.durableHop : 0;
  const after = timeToDecide;
  const before = play.length === 0 ? 0 : timeToSound(play, context);
  const toSound = Math.max(0, ...sounding.map((list) => timeToSound(list, context)));
  const within = sounding.length === 0 ? 0 : after + toSound;
  const failing = before + statedCosts.durableHop;
  return {
    ends: false,
    longest: longestVisit(shape, asked, within + cut, context),
    requests: settings.maxAttempts * Math.max(...asked.map(requestsOf)) + confirmRequests(shape),
    silence: { through: null, before, within, after, failing },
    typeAhead: 'takes',
    claims,
  };
}

/** What may be played for one attempt: the prompt, or a re-prompt with it. */
function askedLists({ play, noInput, noMatch, confirm }: InputShape): readonly Play[] {
  const rePrompts = [...(noInput ?? []), ...(noMatch ?? [])];
  const again = rePrompts.map((entry) => (entry.only === true ? entry.play : [...entry.play, ...play]));
  return [play, ...again, ...(confirm === undefined ? [] : [confirm.play])];
}

/** Every request of the list, and one to stop it. */
const requestsOf = (list: Play): number => (list.length === 0 ? 0 : playRequests(list.length) + 1);

function confirmRequests({ settings, confirm }: InputShape): number {
  return confirm === undefined ? 0 : settings.maxAttempts * requestsOf(confirm.play);
}

/** Every attempt, and the confirmation of each, to its last timer; null where a prompt's length is unknown. */
function longestVisit(
  { settings, confirm, mostKeys }: InputShape,
  asked: readonly Play[],
  between: number,
  context: FactsContext,
): number | null {
  const lengths = asked.map((list) => context.lengthOf(list));
  if (lengths.includes(null)) return null;
  const length = Math.max(...lengths.map(Number));
  const { firstDigitTimeout, interDigitTimeout, terminatorTimeout, maxAttempts } = settings;
  const overhead = timeToDecide + between;
  const entry = overhead + length + firstDigitTimeout + mostKeys * interDigitTimeout + terminatorTimeout;
  const confirmation = confirm === undefined ? 0 : overhead + length + firstDigitTimeout;
  return maxAttempts * (entry + confirmation);
}
