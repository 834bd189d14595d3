import type { Result } from '../../../domain/result.ts';

/** A vulnerability that is accepted for a while. */
export interface Allowance {
  readonly id: string;
  /** The last day on which it is, `YYYY-MM-DD` in UTC. */
  readonly until: string;
}

/** Parses `CVE-2026-1234 until 2026-12-31`. */
export function parseAllowance(text: string): Result<Allowance> {
  const [, id, until] = /^([A-Za-z][\w.:]*-[\w.:-]+)\s+until\s+(\d{4}-\d{2}-\d{2})$/.exec(text) ?? [];
  if (id === undefined || until === undefined)
    return { ok: false, reason: 'it is not like "CVE-2026-1234 until 2026-12-31"' };
  return isDay(until) ? { ok: true, value: { id, until } } : { ok: false, reason: `there is no day ${until}` };
}

/** Whether an allowance is over on a day, `YYYY-MM-DD`. */
export function isOver({ until }: Allowance, today: string): boolean {
  return until < today;
}

function isDay(text: string): boolean {
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}
