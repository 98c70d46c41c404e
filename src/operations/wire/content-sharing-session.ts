import * as z from 'zod';

/** Something that is shared in a call, as Graph sends it: nothing but its id is told. */
export const contentSharingSession = z.looseObject({ id: z.string().nullish() });
