/** Where a terminal does not say how wide it is. */
const usualColumns = 80;

/** A line that replaces the one before it on a terminal with this many columns; 0 or undefined: nobody knows. */
export function replacingLine(line: string, columns: number | undefined): string {
  const width = columns === undefined || columns === 0 ? usualColumns : columns;
  // In the last column a terminal would go on to the next line.
  return `\r\u001b[K${Array.from(line)
    .slice(0, width - 1)
    .join('')}`;
}
