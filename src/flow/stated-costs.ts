/**
 * What things cost, in milliseconds, where the checker works out how long a caller waits: section 5 of the flow
 * language. These are budgets, not measurements: a real turn is mostly quicker.
 */
export const statedCosts = {
  /** From an event to the decision about it, or from a decision to the activity that performs it. */
  durableHop: 100,
  /** One request to Graph, until it has taken effect. */
  graphRequest: 300,
  /** What Graph takes to begin or end something that it has taken, until it says so. */
  graphOperation: 300,
  /** A text that is spoken only while the call runs: from the decision to speak it to the decision to play it. */
  renderingSpeech: 1_500,
  /** Handing a message to a queue. */
  queueMessage: 300,
  /** The wait before the second try of a data dip; it doubles from try to try. */
  firstBackoff: 250,
} as const;

/** What the checker allows, in milliseconds. */
export const allowedTimes = {
  /** From the call's arrival to its answer, rejection or redirection; Graph gives 15 s. */
  toTheAnswer: 10_000,
  /** Silence in a row. */
  silence: 2_000,
} as const;

/** The items that Graph plays in one request (playPrompt). */
export const itemsInARequest = 20;

/** How long a data dip may take: every try to its timeout, and the waits between them. */
export function dataDipTime(timeout: number, retries: number): number {
  const { firstBackoff } = statedCosts;
  return (retries + 1) * timeout + firstBackoff * (2 ** retries - 1);
}

/** The requests that a list of `items` takes. */
export function playRequests(items: number): number {
  return Math.ceil(items / itemsInARequest);
}
