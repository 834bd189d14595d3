import type { Environment } from '../../../aws/elastic-beanstalk.ts';
import { isSameBranch, platformVersionOf } from '../../../domain/beanstalk-platform.ts';
import type { EnvironmentConfiguration } from '../configuration.ts';
import type { Inputs } from '../contract.ts';
import { option } from '../option.ts';
import type { Pair } from './pair.ts';

interface Observed {
  readonly service: Environment | undefined;
  readonly application: string;
  readonly pair?: Pair | undefined;
}

/** Why the two environments cannot be exchanged. */
export function pairProblems(
  { create, strategy }: Pick<Inputs, 'create' | 'strategy'>,
  { service, application, pair }: Observed,
  { options, platform }: EnvironmentConfiguration,
): readonly string[] {
  if (strategy !== 'blue-green') return [];
  const { idle, idleName } = pair ?? {};
  const isCoupled = option(options, 'aws:rds:dbinstance', 'HasCoupledDatabase') === 'true';
  return [
    ...(isCoupled
      ? [
          'The environment has a database that Elastic Beanstalk made for it, and each of two environments would have another: decouple it first (option `HasCoupledDatabase`).',
        ]
      : []),
    ...(service?.tier === 'Worker' || idle?.tier === 'Worker'
      ? ['A worker has no CNAME that could be exchanged.']
      : []),
    ...(pair && !idle && !create
      ? [`There is no environment ${idleName} to deploy to: \`create: true\` makes it like ${service?.name}.`]
      : []),
    ...(idle && idle.application !== application
      ? [`The environment ${idle.name} belongs to the application ${idle.application}, not to ${application}.`]
      : []),
    ...branchProblems(idle, platform),
  ];
}

function branchProblems(idle: Environment | undefined, platform = ''): readonly string[] {
  const [before, after] = [platformVersionOf(idle?.platform ?? ''), platformVersionOf(platform)];
  return idle && before && after && !isSameBranch(before, after)
    ? [
        `The idle environment ${idle.name} is on the branch ${before.branch}, and no update puts it on another (${after.branch}): terminate it, and \`create: true\` makes it anew.`,
      ]
    : [];
}
