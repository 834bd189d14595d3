import type { ElasticBeanstalkReader, Environment } from '../../aws/elastic-beanstalk.ts';
import { TakenOver } from '../../deployment/taken-over.ts';
import { UserError } from '../../errors.ts';
import type { Clock } from '../../machine/clock.ts';
import { readinessOf } from './state-table.ts';

/** Whether an environment is still the one of this run. */
export interface Ownership {
  /** The environment as it is now; rejects where somebody else has changed it, or it is gone. Undefined for one that is not made yet. */
  demand(hasWritten: boolean, signal: AbortSignal): Promise<Environment | undefined>;
}

/** An environment as this run has found it, and the version that it deploys. */
interface Scope {
  readonly name: string;
  readonly before: Environment | undefined;
  readonly wantedLabel: string | undefined;
}

/** A listing may miss for a moment what is there. */
const looksForVanished = 5;
const lookMilliseconds = 3_000;

export function ownershipOf(
  { name, before, wantedLabel }: Scope,
  { reader, clock }: { readonly reader: ElasticBeanstalkReader; readonly clock: Clock },
): Ownership {
  const present = async (signal: AbortSignal) => {
    for (let looks = 1; ; looks++) {
      const now = await reader.environment(name, signal);
      if (now || !before || looks === looksForVanished) return now;
      await clock.sleep(lookMilliseconds, signal);
    }
  };
  return {
    async demand(hasWritten, signal) {
      const now = await present(signal);
      if (!now && before) throw gone(name);
      const other = now && othersWork(now, before, wantedLabel);
      if (other === undefined) return now;
      throw hasWritten ? new TakenOver(other) : movedOn(name, other);
    },
  };
}

function othersWork(
  { id, versionLabel, status }: Environment,
  before: Environment | undefined,
  wantedLabel: string | undefined,
): string | undefined {
  if (before && id !== before.id) return `of ${id}, another environment of this name`;
  if (readinessOf(status) === 'gone') return 'the environment is being terminated';
  return versionLabel === wantedLabel || (before && versionLabel === before.versionLabel)
    ? undefined
    : `of the version ${versionLabel ?? '(none)'}`;
}

function gone(name: string): UserError {
  return new UserError({
    what: `The Elastic Beanstalk environment ${name} is not there any more: it was terminated while this job ran.`,
    next: 'Check who terminated it, and run the job again with `create: true` to make it anew.',
  });
}

/** Somebody was faster. */
function movedOn(name: string, other: string): UserError {
  return new UserError({
    what: `The Elastic Beanstalk environment ${name} is not as this job has found it: another deployment (${other}) came first. It was left as it is.`,
    next: 'Let only one job at a time deploy it (`concurrency`), and run this one again if it shall win.',
  });
}
