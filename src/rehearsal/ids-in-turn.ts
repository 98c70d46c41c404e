/** Ids that are the same in every run. */
export function idsInTurn(prefix: string): () => string {
  let given = 0;
  return () => {
    given += 1;
    return `${prefix}-${String(given).padStart(12, '0')}`;
  };
}
