import type { Run } from '../../github/run.ts';
import type { SessionSettings } from '../../sql/access.ts';
import type { Inputs } from './contract.ts';

/** PostgreSQL cuts longer names. */
const maxNameBytes = 63;

/** How this run's sessions wait, and what they call themselves to others: the repository and the run. */
export function sessionSettings(
  inputs: Pick<Inputs, 'lockTimeoutSeconds' | 'statementTimeoutSeconds'>,
  { repository, attempt }: Pick<Run, 'repository' | 'attempt'>,
): SessionSettings {
  const ending = ` run ${attempt}`;
  return {
    applicationName: `seed-rds ${repository}`.slice(0, maxNameBytes - ending.length) + ending,
    lockTimeoutSeconds: inputs.lockTimeoutSeconds,
    statementTimeoutSeconds: inputs.statementTimeoutSeconds,
  };
}
