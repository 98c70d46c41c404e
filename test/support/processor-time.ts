/**
 * Milliseconds that the processor has spent on this process. What a thing costs is compared with this, not with the
 * clock on the wall: that one runs on while other processes are served.
 */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
