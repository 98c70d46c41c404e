/** Milliseconds as seconds, `12.345`. */
export const inSeconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(3);

/** How long something took, `0.3 s`, `12 s`, `3 min 20 s`. */
export function lengthInWords(milliseconds: number): string {
  if (milliseconds < 9_950) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}
