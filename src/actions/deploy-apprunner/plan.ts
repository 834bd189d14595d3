import type { DeployChange } from '../../deployment/change.ts';
import { differences, type FieldChange } from '../../deployment/fields.ts';
import { shownImage } from '../../deployment/image.ts';
import { demandPreconditions } from '../../deployment/preconditions.ts';
import { tagFields } from '../../deployment/tags.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Inputs } from './contract.ts';
import type { Observation } from './observe.ts';
import { problemsOf } from './problems.ts';
import { readinessOf } from './state-table.ts';
import { fieldsOf, wantedConfiguration } from './wanted.ts';

/** Throws one UserError with all that stands against the deployment. */
export function plan(inputs: Inputs, observation: Observation): Plan<DeployChange> {
  const wanted = wantedConfiguration(inputs, observation.service);
  demandPreconditions(problemsOf(inputs, observation, wanted), `The App Runner service ${inputs.service}`);
  const { service, image } = observation;
  const shown = fieldsOf({ ...wanted, image: shownImage(wanted.image, image) });
  const fields = differences(service && fieldsOf(service.configuration), shown);
  const changes = service
    ? changesOf(service.arn, readinessOf(service.status), fields, inputs, observation)
    : [{ kind: 'create', resource: inputs.service, fields } as const];
  return { action: 'deploy-apprunner', target: inputs.service, changes };
}

function changesOf(
  resource: string,
  readiness: ReturnType<typeof readinessOf>,
  fields: readonly FieldChange[],
  inputs: Inputs,
  observation: Observation,
): readonly DeployChange[] {
  const { adopted } = observation;
  const tags = tagFields(inputs.tags, observation.tags);
  const rest = adopted ? fields.filter(({ field }) => field !== 'image') : fields;
  const kinds: readonly (readonly [DeployChange['kind'], boolean, readonly FieldChange[]])[] = [
    ['adopt', adopted !== undefined, []],
    ['tag', tags.length > 0, tags],
    ['resume', readiness === 'paused', []],
    ['rebuild', readiness === 'rebuildable', fields],
    ['update', readiness !== 'rebuildable' && rest.length > 0, rest.length > 0 ? fields : []],
    ['redeploy', readiness === 'ready' && rest.length === 0 && hasMoved(observation), movedTag(observation)],
  ];
  return kinds.filter(([, due]) => due).map(([kind, , its]) => ({ kind, resource, fields: its }));
}

/** Whether the tag that is deployed already means an image which was pushed after it was deployed. */
function hasMoved({ image, deployedAt }: Observation): boolean {
  if (image?.kind !== 'found' || deployedAt === undefined) return false;
  return image.image.pushedAt !== undefined && image.image.pushedAt > deployedAt;
}

function movedTag({ image }: Observation): readonly FieldChange[] {
  return image?.kind === 'found' ? [{ field: 'what the tag means', before: '', after: image.image.digest }] : [];
}
