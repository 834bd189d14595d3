import type { EcrReader } from '../../aws/ecr.ts';
import type { ElasticBeanstalkReader, Environment, OptionSetting } from '../../aws/elastic-beanstalk.ts';
import type { IamReader } from '../../aws/iam.ts';
import type { S3Reader } from '../../aws/s3.ts';
import { observeRoles, type RoleFacts } from '../../deployment/roles.ts';
import { type Presence, waitUntilFree } from '../../deployment/wait-until-free.ts';
import { UserError } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { BundleReader } from '../../machine/source-bundle.ts';
import { optionsAfter } from './configuration.ts';
import { type Inputs, nameOf } from './contract.ts';
import { observeVersion, type VersionFacts } from './observe-version.ts';
import { roleUses } from './roles.ts';
import { readinessOf } from './state-table.ts';

export interface Observation extends VersionFacts {
  readonly name: string;
  readonly application: string;
  /** The environment, when nothing else is happening to it; undefined: to be created. */
  readonly environment: Environment | undefined;
  readonly options: readonly OptionSetting[];
  /** Only those that matter: undefined without `tags`. */
  readonly tags: Readonly<Record<string, string>> | undefined;
  /** Those that the environment does not have yet. */
  readonly roles: readonly RoleFacts[];
  /** All platforms, where an environment is to be created. */
  readonly platforms: readonly string[];
}

interface Readers {
  readonly elasticBeanstalk: ElasticBeanstalkReader;
  readonly ecr: EcrReader;
  readonly iam: IamReader;
  readonly s3: S3Reader;
  readonly bundles: BundleReader;
}

/** The environment as it is once nothing else is happening to it, and the version that is wanted. */
export async function observe(inputs: Inputs, readers: Readers, context: Context): Promise<Observation> {
  const { elasticBeanstalk } = readers;
  const { signal } = context;
  const name = demandName(inputs);
  const environment = await waitUntilFree(
    `the Elastic Beanstalk environment ${name}`,
    inputs.onBusy,
    (inner) => presence(name, elasticBeanstalk, inner),
    context,
  );
  if (!environment && !inputs.create) throw noEnvironment(name);
  const application = environment?.application ?? inputs.application ?? name;
  const options = environment ? await elasticBeanstalk.options(environment, signal) : [];
  const uses = roleUses(options, optionsAfter(inputs, { environment, options }));
  return {
    ...{ name, application, environment, options },
    ...(await observeVersion(inputs, application, environment?.versionLabel, readers, context)),
    tags: environment && inputs.tags.length > 0 ? await elasticBeanstalk.tags(environment.arn, signal) : undefined,
    roles: await observeRoles(uses, readers.iam, context),
    platforms: environment ? [] : await elasticBeanstalk.platforms(signal),
  };
}

function demandName(inputs: Inputs): string {
  const { environmentName, service } = inputs;
  const name = nameOf(inputs);
  if (name !== undefined && (environmentName ?? name) === (service ?? name)) return name;
  throw new UserError({
    what: name === undefined ? 'No environment was named.' : '`environment-name` and `service` name two environments.',
    next: 'Give `environment-name`, or `service`, which means the same.',
  });
}

async function presence(
  name: string,
  beanstalk: ElasticBeanstalkReader,
  signal: AbortSignal,
): Promise<Presence<Environment | undefined>> {
  const environment = await beanstalk.environment(name, signal);
  if (!environment || readinessOf(environment.status) === 'ready') return { kind: 'free', found: environment };
  const [newest] = await beanstalk.events(name, { since: environment.updatedAt }, signal);
  return { kind: 'busy', running: newest ? `${environment.status}: ${newest.message}` : environment.status };
}

function noEnvironment(name: string): UserError {
  return new UserError({
    what: `There is no Elastic Beanstalk environment ${name} in this account and region.`,
    next: 'Check `environment-name` and `aws-region`, or let `create: true` create one of that name.',
  });
}
