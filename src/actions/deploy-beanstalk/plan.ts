import type { DeployChange } from '../../deployment/change.ts';
import { shownImage } from '../../deployment/image.ts';
import { demandPreconditions } from '../../deployment/preconditions.ts';
import { tagFields } from '../../deployment/tags.ts';
import type { Plan } from '../../domain/plan.ts';
import { optionChanges, optionFields, optionsAfter } from './configuration.ts';
import type { Inputs } from './contract.ts';
import type { Observation } from './observe.ts';
import { problemsOf } from './problems.ts';
import { imageOf } from './version.ts';

/** Options first, then the version: Elastic Beanstalk takes no update of both at once. */
export function plan(inputs: Inputs, seen: Observation): Plan<DeployChange> {
  demandPreconditions(problemsOf(inputs, seen), `The Elastic Beanstalk environment ${seen.name}`);
  const changes = seen.environment
    ? [...tagChanges(inputs, seen), ...configuration(inputs, seen), ...version(seen)]
    : [creation(inputs, seen)];
  return { action: 'deploy-beanstalk', target: seen.name, changes };
}

/** Whether a change deploys a version; else it is one of options. */
export function deploysVersion({ fields }: DeployChange): boolean {
  return fields.some(({ field }) => field === versionField);
}

/** Where a new environment runs. */
export function platformFor({ platform }: Inputs, { platforms }: Observation): string {
  return platform ?? platforms.find((name) => /Amazon Linux 2023 .*running Docker$/.test(name)) ?? '';
}

const versionField = 'version';

function creation(inputs: Inputs, seen: Observation): DeployChange {
  const platform = { field: 'platform', before: '', after: platformFor(inputs, seen) };
  const fields = [...optionFields(undefined, optionsAfter(inputs, seen)), platform, ...versionFields(seen)];
  return { kind: 'create', resource: seen.name, fields: fields.toSorted(byField) };
}

function tagChanges({ tags }: Inputs, { environment, tags: present = {} }: Observation): readonly DeployChange[] {
  const fields = tagFields(tags, present);
  return fields.length > 0 && environment ? [{ kind: 'tag', resource: environment.arn, fields }] : [];
}

function configuration(inputs: Inputs, seen: Observation): readonly DeployChange[] {
  const after = optionsAfter(inputs, seen);
  const { set, remove } = optionChanges(seen.options, after);
  return set.length + remove.length === 0
    ? []
    : [{ kind: 'update', resource: seen.environment?.arn ?? seen.name, fields: optionFields(seen.options, after) }];
}

function version(seen: Observation): readonly DeployChange[] {
  const { wanted, environment } = seen;
  return !wanted || wanted.label === environment?.versionLabel
    ? []
    : [{ kind: 'update', resource: environment?.arn ?? seen.name, fields: versionFields(seen) }];
}

function versionFields({ wanted, image, environment, before }: Observation) {
  const [then, now] = [before?.image ?? '', (wanted && imageOf(wanted)) ?? ''];
  const after = shownImage(now, image);
  return [
    ...(after === then ? [] : [{ field: 'image', before: then, after }]),
    { field: versionField, before: environment?.versionLabel ?? '', after: wanted?.label ?? '' },
  ];
}

function byField(a: { readonly field: string }, b: { readonly field: string }): number {
  return a.field < b.field ? -1 : a.field > b.field ? 1 : 0;
}
