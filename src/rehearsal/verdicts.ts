/**
 * What Graph says of calls and of those who do not come, and when: the times of section 6 of the flow language, and the
 * codes of the calling API as the simulator has them.
 */

/** After this long a transfer is decided, and who is called, invited or joined answers. */
export const answerTime = 300;
/** How long somebody rings who does not answer. */
export const ringTime = 60_000;
/** How long hold music and the large gallery take to begin or end. */
export const operationTime = 100;
/** How long a call waits for the app to take it. */
export const answerWindow = 15_000;

/** Of those who do not come. */
export const verdicts = {
  busy: { code: 486, subcode: 8539 },
  noAnswer: { code: 480, subcode: 8541 },
  failed: { code: 500, subcode: 7000 },
} as const;

export const replacingFailed = { code: 500, subcode: 7700 } as const;
export const transferred = { code: 0, subcode: 7015 } as const;
export const replaced = { code: 200, subcode: 7015 } as const;
export const rejected = { code: 603, subcode: 8538 } as const;
export const redirected = { code: 200, subcode: 0 } as const;
export const hungUp = { code: 200, subcode: 7000 } as const;
export const notAnswered = { code: 408, subcode: 8587 } as const;
export const callerCancelled = { code: 487, subcode: 8542 } as const;
export const peerLeft = { code: 200, subcode: 4521 } as const;
export const phoneLeft = { code: 200, subcode: 540_000 } as const;

/** Of those who are invited. */
export const invitations = {
  busy: verdicts.busy,
  noAnswer: verdicts.noAnswer,
  declined: { code: 603, subcode: 8538 },
  failed: { code: 500, subcode: 9999 },
} as const;

/** Of a meeting that cannot be joined. */
export const meetingClosed = {
  locked: { code: 403, subcode: 8560 },
  unknown: { code: 404, subcode: 8561 },
} as const;
export const lobbyDenied = { code: 200, subcode: 5300 } as const;
export const lobbyTimedOut = { code: 200, subcode: 5855 } as const;
/** How long the app waits in a lobby. */
export const lobbyTime = 1_800_000;
/** How long it stays in a meeting in which it is alone. */
export const aloneInMeeting = 600_000;
export const everybodyLeft = { code: 200, subcode: 5002 } as const;
export const nobodyJoined = { code: 200, subcode: 5013 } as const;
export const removedFromCall = { code: 200, subcode: 5000 } as const;
