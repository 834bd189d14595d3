import type { ElasticBeanstalkReader, Environment } from '../../../aws/elastic-beanstalk.ts';
import type { Presence } from '../../../deployment/presence.ts';
import type { OptionSetting } from '../../../domain/beanstalk.ts';
import { UserError } from '../../../errors.ts';
import type { Inputs } from '../contract.ts';
import { environmentName } from '../environment-name.ts';

/** The two environments that take turns: one has the address that users call, the other one the next version. */
export interface Pair {
  /** The host that users call: whoever has it serves. */
  readonly host: string;
  /** The environment that served before this deployment. */
  readonly servedBefore: string;
  readonly idleName: string;
  /** Undefined: still to be made. */
  readonly idle: Environment | undefined;
  readonly idleOptions: readonly OptionSetting[];
  /** Tags of the environment that serves: one that is made for it gets them, too. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The names of the two. */
export function pairNames(inputs: Inputs): readonly [string, string] {
  const blue = environmentName(inputs);
  return [blue, inputs.greenEnvironmentName ?? `${blue}-green`];
}

/** The one of the two that has the address; undefined where there is neither. Throws where that cannot be told. */
export function servingOf(inputs: Inputs, environments: readonly Environment[]): Environment | undefined {
  const prefix = (inputs.cnamePrefix ?? environmentName(inputs)).toLowerCase();
  const serving = environments.filter(({ host }) => host.toLowerCase().split('.')[0] === prefix);
  if (serving.length === 1 || environments.length === 0) return serving[0];
  const hosts = environments.map(({ name, host }) => `${name} has ${host || 'none'}`).join(', ');
  throw new UserError({
    what: `Which environment serves is not known: no CNAME begins with ${prefix} (${hosts}). Nothing was changed.`,
    next: 'Give the first part of the CNAME that users call as `cname-prefix`.',
  });
}

/** The environment that serves, once nothing happens to either of the two. */
export async function pairPresence(
  inputs: Inputs,
  presence: (name: string) => Promise<Presence<Environment>>,
): Promise<Presence<Environment>> {
  const both: Environment[] = [];
  for (const name of pairNames(inputs)) {
    const found = await presence(name);
    if (found.kind === 'busy') return { kind: 'busy', running: `${name}: ${found.running}` };
    if (found.service) both.push(found.service);
  }
  return { kind: 'free', service: servingOf(inputs, both) };
}

/** What the plan needs to know of the other one. */
export async function observePair(
  inputs: Inputs,
  serving: Environment,
  reader: ElasticBeanstalkReader,
  signal: AbortSignal,
): Promise<Pair> {
  const [blue, green] = pairNames(inputs);
  const idleName = serving.name === blue ? green : blue;
  const idle = await reader.environment(idleName, signal);
  return {
    ...{ host: serving.host, servedBefore: serving.name, idleName, idle },
    idleOptions: idle ? await reader.options(idle, signal) : [],
    tags: idle ? {} : await reader.tags(serving.arn, signal),
  };
}
