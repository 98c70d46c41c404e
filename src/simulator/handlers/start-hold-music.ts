import { refusal } from '../graph/refusal.ts';
import type { LoadedPrompt } from '../media/prompt-store.ts';
import type { Handler } from './handler.ts';
import { hold } from './hold.ts';
import { laterOperation } from './later-operation.ts';
import { namedParticipant } from './named-participant.ts';

/** Puts one participant on hold; a second one has to wait until the first is back (participant-startholdmusic). */
export const startHoldMusic: Handler<'startHoldMusic'> = ({ simulation, call, body, parameters }) => {
  const { actionConflict, invalidArgument } = call.switches;
  const participant = namedParticipant(call, parameters.participantId);
  if (participant.isApp) throw refusal('schema', invalidArgument, 'The application cannot hold itself.');
  if (call.roster.all.some(({ onHold }) => onHold)) {
    throw refusal('state', actionConflict, 'Somebody is on hold already.');
  }
  const music: { loaded: LoadedPrompt | null } = { loaded: null };
  if (body.customPrompt !== undefined) {
    void simulation.prompts.load(body.customPrompt.mediaInfo).then((loaded) => {
      music.loaded = loaded;
    });
  }
  return laterOperation(call, {
    wireType: 'startHoldMusicOperation',
    clientContext: body.clientContext ?? null,
    end: () => (music.loaded?.kind === 'failed' ? music.loaded : hold(call, participant.id, true)),
  });
};
