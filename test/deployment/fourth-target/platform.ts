/** A platform in memory: a service runs one image with some variables, and each write takes two polls. */
export interface Box {
  readonly arn: string;
  readonly name: string;
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
}

export type BoxStatus = 'ROLLING' | 'DONE' | 'BROKEN';

export interface Platform {
  readonly writes: readonly string[];
  box(): Box | undefined;
  /** What somebody else's operation is called, while it goes on. */
  busyWith(): string | undefined;
  write(box: Box): string;
  status(operation: string): BoxStatus;
}

/** A platform on which images that are named `broken` do not run. */
export function platform(before?: Box, busyPolls = 0): Platform {
  const writes: string[] = [];
  const polls = new Map<string, number>();
  let [box, busy] = [before, busyPolls];
  return {
    writes,
    box: () => box,
    busyWith: () => (busy-- > 0 ? 'a restart' : undefined),
    write(wanted) {
      box = wanted;
      writes.push(wanted.image);
      return `op-${writes.length}`;
    },
    status(operation) {
      const seen = (polls.get(operation) ?? 0) + 1;
      polls.set(operation, seen);
      if (seen < 2) return 'ROLLING';
      return writes[Number(operation.slice(3)) - 1]?.includes('broken') ? 'BROKEN' : 'DONE';
    },
  };
}
