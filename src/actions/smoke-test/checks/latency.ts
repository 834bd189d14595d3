import type { ProbeResult } from '../../../http/probe.ts';
import type { Finding } from '../expect/finding.ts';
import type { LatencyTemplate } from '../suite/look.ts';
import { type Attempt, type AttemptContext, attempt } from './attempt.ts';
import { unreachable } from './request.ts';

/** Asks one time after the other. The first request wakes the app up, and is not counted. */
export async function checkLatency(
  template: LatencyTemplate,
  { prober }: Pick<AttemptContext, 'prober'>,
): Promise<Attempt> {
  const times: number[] = [];
  for (let count = 0; count <= template.requests; count += 1) {
    const result = await prober.send({ method: 'GET', url: template.url, headers: [], timeoutMilliseconds: 30_000 });
    const broken = brokenBy(result);
    if (broken) return attempt([broken]);
    if (count > 0) times.push(result.milliseconds);
  }
  return attempt(slowFindings(template, times));
}

function brokenBy(result: ProbeResult): Finding | undefined {
  if (result.kind === 'unreachable') return unreachable(result);
  if (result.status >= 200 && result.status <= 299) return undefined;
  const advice = 'Take an address that answers everybody.';
  return { at: ['latency'], subject: 'status', expected: '200–299', actual: String(result.status), advice };
}

/** The way from the runner to the server is in it, so it says nothing for sure of the release. */
function slowFindings({ p95Milliseconds }: LatencyTemplate, times: readonly number[]): readonly Finding[] {
  const [middle, slow] = [percentile(times, 0.5), percentile(times, 0.95)];
  if (slow <= p95Milliseconds) return [];
  return [
    {
      at: ['latency', 'p95-ms'],
      subject: `95 of 100 of ${times.length} requests`,
      expected: `within ${p95Milliseconds} ms`,
      actual: `${slow} ms, half of them within ${middle} ms`,
      advice:
        'Give the service more `cpu` and `memory`, or look for the slow query; where the runner is far away, raise `p95-ms`.',
      inconclusive: true,
    },
  ];
}

/** The nearest rank. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}
