import type { ElasticBeanstalkReader, Environment, SavedConfiguration } from '../../aws/elastic-beanstalk.ts';
import type { Found } from '../../deployment/presence.ts';
import type { Inputs } from './contract.ts';

/** What is known before an environment is created. */
export interface CreationFacts {
  /** The saved configuration that it begins with; undefined: none is asked for, or there is none of the name. */
  readonly template?: SavedConfiguration | undefined;
  /** Whether the CNAME prefix that is asked for is somebody's already. */
  readonly isPrefixTaken?: boolean;
}

export async function creationFacts(
  { savedConfiguration, cnamePrefix }: Inputs,
  application: string,
  reader: ElasticBeanstalkReader,
  signal: AbortSignal,
): Promise<CreationFacts> {
  return {
    template:
      savedConfiguration === undefined
        ? undefined
        : await reader.savedConfiguration(application, savedConfiguration, signal),
    isPrefixTaken: cnamePrefix !== undefined && !(await reader.isPrefixFree(cnamePrefix, signal)),
  };
}

type Observed = Found<Environment> & CreationFacts & { readonly application: string; readonly pair?: unknown };

/** Why the environment cannot be created like this, or cannot become what the inputs say of it. */
export function creationProblems(inputs: Inputs, found: Observed): readonly string[] {
  return found.service ? laterProblems(inputs, found.service, found.pair !== undefined) : newProblems(inputs, found);
}

function newProblems(inputs: Inputs, { application, template, isPrefixTaken }: Observed): readonly string[] {
  const { tier, cnamePrefix, savedConfiguration, healthCheckPath } = inputs;
  return [
    ...(isPrefixTaken ? [`The CNAME prefix ${cnamePrefix} is taken: choose another \`cname-prefix\`.`] : []),
    ...(savedConfiguration !== undefined && !template
      ? [`There is no saved configuration ${savedConfiguration} of the application ${application}.`]
      : []),
    ...(tier === 'Worker' ? workerProblems(inputs) : queueProblems(inputs)),
    ...(tier === 'Worker' && cnamePrefix !== undefined ? ['A worker has no host, and no `cname-prefix`.'] : []),
    ...(tier === 'Worker' && healthCheckPath !== undefined ? [noHealthCheck] : []),
  ];
}

const noHealthCheck =
  'A worker answers nobody, and has no `health-check-path`: messages go to the path of `aws:elasticbeanstalk:sqsd:HttpPath`.';

function laterProblems(inputs: Inputs, { name, tier, host }: Environment, isPair: boolean): readonly string[] {
  const { cnamePrefix } = inputs;
  return [
    ...(inputs.tier !== undefined && inputs.tier !== tier
      ? [
          `The environment ${name} is of the tier ${tier}, which stays for good: make another one of the tier ${inputs.tier}.`,
        ]
      : []),
    ...(cnamePrefix !== undefined && !isPair && host.toLowerCase().split('.')[0] !== cnamePrefix.toLowerCase()
      ? [
          `The environment ${name} has the CNAME ${host || '(none)'}, which does not begin with ${cnamePrefix}: correct \`cname-prefix\`, or leave it out. CNAMEs are only exchanged (aws elasticbeanstalk swap-environment-cnames).`,
        ]
      : []),
    ...(tier === 'Worker' ? workerProblems(inputs) : queueProblems(inputs)),
    ...(tier === 'Worker' && inputs.healthCheckPath !== undefined ? [noHealthCheck] : []),
  ];
}

function workerProblems({ strategy }: Inputs): readonly string[] {
  return strategy === 'blue-green' ? ['A worker has no CNAME that could be exchanged: `strategy` is `in-place`.'] : [];
}

/** Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features-managing-env-tiers.html */
function queueProblems({ optionSettings }: Inputs): readonly string[] {
  return optionSettings
    .filter(({ namespace }) => namespace === 'aws:elasticbeanstalk:sqsd')
    .map(({ name }) => `The option aws:elasticbeanstalk:sqsd:${name} goes with \`tier: Worker\` alone.`);
}
