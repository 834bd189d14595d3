import type { EnvironmentEvent } from '../../aws/elastic-beanstalk.ts';
import { isFailure } from './state-table.ts';

/** Events that name a failure, but no cause. */
const saysOnlyThat =
  /^(Failed to deploy (application|configuration)|Instance deployment failed\. For details|Unsuccessful command execution|During an aborted deployment)/i;

/** Whether an event tells that an update was aborted: that of a deployment which failed has such words, too, about itself. */
export function tellsOfAbort({ message }: EnvironmentEvent): boolean {
  return /reverted to the previous|\b(?:was|is being|has been) aborted|aborted by /i.test(message);
}

/** Why an update failed, from its events, newest first: the first that names a cause, else the first failure. */
export function reasonOf(events: readonly EnvironmentEvent[]): string | undefined {
  const failures = events.filter(({ severity }) => isFailure(severity)).toReversed();
  return (failures.find(({ message }) => !saysOnlyThat.test(message)) ?? failures[0])?.message;
}
