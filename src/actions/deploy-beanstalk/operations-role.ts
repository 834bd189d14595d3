import type { ElasticBeanstalkWriter, Environment } from '../../aws/elastic-beanstalk.ts';
import type { Rollout } from '../../deployment/rollout.ts';
import { roleField } from './configuration.ts';

/** The roles of an environment: the one before this run, and the one that it shall have. */
interface Roles {
  readonly name: string;
  readonly before: string | undefined;
  readonly wanted: string | undefined;
}

/** A rollout that gives the environment its operations role, too, by the call that Elastic Beanstalk has for it. */
export function withOperationsRole(
  rollout: Rollout<Environment>,
  { name, before, wanted }: Roles,
  writer: Pick<ElasticBeanstalkWriter, 'giveOperationsRole'>,
): Rollout<Environment> {
  const { rollBack } = rollout;
  if (wanted === undefined || wanted === before) return rollout;
  return {
    ...rollout,
    async start(change, signal) {
      if (change.kind === 'create' || !change.fields.some(({ field }) => field === roleField))
        return rollout.start(change, signal);
      await writer.giveOperationsRole(name, wanted, signal);
      return 'done';
    },
    rollBack:
      rollBack &&
      (async (signal) => {
        await writer.giveOperationsRole(name, before, signal);
        return rollBack(signal);
      }),
  };
}
