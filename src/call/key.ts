/** The twelve keys a flow can use. Graph's tones a to d and flash are ignored (flow language, section 3). */
export const keys = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#'] as const;

export type Key = (typeof keys)[number];

/** Whether `text` consists of keys, or of nothing. */
export const isKeys = (text: string): boolean => /^[0-9*#]*$/.test(text);

export const isKey = (text: string): text is Key => keys.some((key) => key === text);

/** What stands for a key that must not be written down. */
export const maskedKey = '•';
