/**
 * The processor time of this thread, in seconds: what a reading costs, however busy the machine is otherwise.
 */
export function processorSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000_000;
}

/** Many times what any text of a megabyte takes that is read in one pass; what is not linear takes minutes. */
export const onePassSeconds = 15;
