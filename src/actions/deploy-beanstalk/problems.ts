import type { Environment } from '../../aws/elastic-beanstalk.ts';
import type { Found } from '../../deployment/presence.ts';
import { secretReference } from '../../domain/secret-reference.ts';
import { balancerOf, tierOf } from './balancer.ts';
import { pairProblems } from './blue-green/problems.ts';
import type { EnvironmentConfiguration } from './configuration.ts';
import type { Inputs } from './contract.ts';
import { creationProblems } from './creation-facts.ts';
import type { Facts } from './observe.ts';
import { platformProblems } from './platform.ts';
import { isUsable } from './state-table.ts';
import { typeProblems } from './type-problems.ts';

/** Everything that would make the deployment fail, as far as it can be known before the first write. */
export function problems(
  inputs: Inputs,
  found: Found<Environment> & Facts,
  wanted: EnvironmentConfiguration,
): readonly string[] {
  return [
    ...inputProblems(inputs, found),
    ...creationProblems(inputs, found),
    ...typeProblems(inputs, wanted.options, balancerOf(inputs, wanted.options, tierOf(inputs, found))),
    ...certificateProblems(inputs),
    ...(found.pair ? [] : platformProblems(inputs, found)),
    ...pairProblems(inputs, found, wanted),
    ...versionProblems(found),
    ...secretProblems(inputs),
    ...found.bundleProblems,
  ];
}

function inputProblems(
  inputs: Inputs,
  { service: environment, application, dockerrun, template }: Found<Environment> & Facts,
): readonly string[] {
  const { image, bundle, versionLabel, port } = inputs;
  const given = Object.entries({ image, bundle, 'version-label': versionLabel }).flatMap(([input, value]) =>
    value === undefined ? [] : [`\`${input}\``],
  );
  const platform = inputs.platform ?? template?.platform;
  const runs = environment?.platform ?? platform ?? '';
  return [
    ...(given.length > 1 ? [`${given.join(' and ')} are given: give one of them.`] : []),
    ...(!environment && given.length === 0
      ? ['An environment cannot be created without an `image`, a `bundle` or a `version-label`.']
      : []),
    ...(!environment && given.length > 0 && image === undefined && platform === undefined
      ? [`An environment for a ${given[0]} cannot be created without a \`platform\`.`]
      : []),
    ...(environment && inputs.application !== undefined && inputs.application !== application
      ? [`The environment ${environment.name} belongs to the application ${application}, not to ${inputs.application}.`]
      : []),
    ...(image !== undefined && /running /.test(runs) && !/running Docker/.test(runs)
      ? [`An image cannot run on the platform ${runs}: give a \`bundle\`, or an environment of the Docker platform.`]
      : []),
    ...(port !== undefined && image === undefined && versionLabel === undefined && !dockerrun
      ? ['`port` goes with `image`: for a bundle, give the variable PORT under `env`.']
      : []),
  ];
}

function certificateProblems({ certificate, awsRegion }: Inputs): readonly string[] {
  const region = certificate?.region;
  return region === undefined || awsRegion === undefined || region === awsRegion
    ? []
    : [`The certificate is in ${region}, and a load balancer takes one of its own region, ${awsRegion}.`];
}

/** Elastic Beanstalk ignores what stands behind the field, and would give the variable the current version. */
function secretProblems({ secrets }: Inputs): readonly string[] {
  return secrets.flatMap(({ name, value }) => {
    const { secretArn, field, versionStage, versionId } = secretReference(value) ?? {};
    const isPlain = versionId === undefined && (versionStage === undefined || versionStage === 'AWSCURRENT');
    const right = [secretArn, ...(field === undefined ? [] : [field])].join(':');
    return isPlain
      ? []
      : [`The secret ${name} names a version, but a variable of Elastic Beanstalk has the current one: give ${right}.`];
  });
}

/** A label is reused only when its bundle is the same. */
function versionProblems({ wantedVersion: wanted, existing, application }: Facts): readonly string[] {
  if (wanted?.content.kind === 'published' && !existing)
    return [`There is no version ${wanted.label} of the application ${application}: correct \`version-label\`.`];
  if (!wanted || !existing) return [];
  if (!isUsable(existing.status))
    return [
      `The version ${existing.label} of ${application} failed before, and its label cannot be used again: delete it (aws elasticbeanstalk delete-application-version --application-name ${application} --version-label ${existing.label}).`,
    ];
  return existing.bundle?.key === wanted.key
    ? []
    : [
        `The label ${wanted.label} of ${application} belongs to another bundle (${existing.bundle ? `s3://${existing.bundle.bucket}/${existing.bundle.key}` : 'none in S3'}): delete that version.`,
      ];
}
