import type { Environment } from '../../aws/elastic-beanstalk.ts';
import type { Outcome } from '../../deployment/deployment.ts';
import type { Found } from '../../deployment/presence.ts';
import type { Facts } from './observe.ts';

/** The outputs that only an environment has. */
export function versionOutputs(
  { service: before, wantedVersion, pair }: Found<Environment> & Facts,
  outcome: Outcome<Environment> | undefined,
) {
  const now = outcome?.service ?? before;
  return {
    'version-label': now?.versionLabel ?? wantedVersion?.label,
    'previous-version-label': before?.versionLabel,
    health: now?.health,
    'serving-environment': now?.name,
    'idle-environment': pair && (now?.name === pair.idleName ? pair.servedBefore : pair.idle && pair.idleName),
  };
}
