import type { Run } from '../../github/run.ts';
import type { SessionSettings } from '../../sql/access.ts';
import type { Inputs } from './contract.ts';

/** PostgreSQL truncates longer names. */
const maxNameBytes = 63;

/** The timeouts of this run's sessions, and their name: the repository and the run. */
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
