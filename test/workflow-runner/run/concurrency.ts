/** Who waits for whom: the `concurrency` groups of the repositories that share this value. */
export interface ConcurrencyGroups {
  /** Waits for a turn in a group. Gives the function that ends the turn, or undefined when the turn was taken away. */
  enter(request: ConcurrencyRequest): Promise<(() => void) | undefined>;
}

export interface ConcurrencyRequest {
  readonly repository: string;
  readonly group: string;
  readonly cancelInProgress: boolean;
  /** `single` keeps one waiting, the newest; `max` keeps up to a hundred. */
  readonly queue: 'single' | 'max';
  /** Gives up waiting. */
  readonly signal: AbortSignal;
  /** Called when a newer request cancels this one while it has its turn. */
  readonly onCancel: () => void;
}

const maxPending = 100;

interface Waiter {
  readonly request: ConcurrencyRequest;
  readonly settle: (end: (() => void) | undefined) => void;
}

interface Group {
  current: ConcurrencyRequest | undefined;
  pending: Waiter[];
}

export function createConcurrencyGroups(): ConcurrencyGroups {
  const groups = new Map<string, Group>();
  const groupOf = (key: string): Group => {
    const group = groups.get(key) ?? { current: undefined, pending: [] };
    groups.set(key, group);
    return group;
  };
  return {
    enter: (request) => {
      const group = groupOf(`${request.repository} ${request.group}`.toLowerCase());
      return new Promise((settle) => join(group, { request, settle }));
    },
  };
}

function join(group: Group, waiter: Waiter): void {
  if (waiter.request.signal.aborted) return waiter.settle(undefined);
  if (group.current === undefined) return begin(group, waiter);
  if (waiter.request.queue === 'max' && group.pending.length >= maxPending) return waiter.settle(undefined);
  if (waiter.request.queue === 'single') dropPending(group);
  group.pending.push(waiter);
  waiter.request.signal.addEventListener('abort', () => leave(group, waiter), { once: true });
  if (waiter.request.cancelInProgress) group.current.onCancel();
}

function begin(group: Group, waiter: Waiter): void {
  group.current = waiter.request;
  waiter.settle(() => {
    group.current = undefined;
    const next = group.pending.shift();
    if (next !== undefined) begin(group, next);
  });
}

function dropPending(group: Group): void {
  for (const { settle } of group.pending.splice(0)) settle(undefined);
}

function leave(group: Group, waiter: Waiter): void {
  if (!group.pending.includes(waiter)) return;
  group.pending = group.pending.filter((other) => other !== waiter);
  waiter.settle(undefined);
}
