import type { DeployChange } from '../../deployment/change.ts';
import { differences, type FieldChange } from '../../deployment/fields.ts';
import { shownImage } from '../../deployment/image.ts';
import { demandPreconditions } from '../../deployment/preconditions.ts';
import { tagFields } from '../../deployment/tags.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Inputs } from './contract.ts';
import type { Observation } from './observe.ts';
import { problemsOf } from './problems.ts';
import { fieldsOf, wantedConfiguration } from './wanted.ts';

/** Throws one UserError with all that stands against the deployment. */
export function plan(inputs: Inputs, observation: Observation): Plan<DeployChange> {
  const { service, revision, image } = observation;
  const { name } = inputs.service;
  const wanted = wantedConfiguration(inputs, observation);
  demandPreconditions(problemsOf(inputs, observation, wanted), `The Express service ${name}`);
  const shown = fieldsOf({ ...wanted, image: shownImage(wanted.image, image) });
  const fields = differences(revision && fieldsOf(revision.configuration), shown);
  const changes = service
    ? changesOf(service.arn, fields, tagFields(inputs.tags, service.tags), observation)
    : [{ kind: 'create', resource: name, fields: [...fields, ...tagFields(inputs.tags, {})] } as const];
  return { action: 'deploy-ecs-express', target: name, changes };
}

function changesOf(
  resource: string,
  fields: readonly FieldChange[],
  tags: readonly FieldChange[],
  { serves, isUnclear }: Observation,
): readonly DeployChange[] {
  const kinds: readonly (readonly [DeployChange['kind'], boolean, readonly FieldChange[]])[] = [
    ['tag', tags.length > 0, tags],
    ['rebuild', !serves, fields],
    ['update', serves && fields.length > 0, fields],
    ['redeploy', serves && fields.length === 0 && isUnclear, []],
  ];
  return kinds.filter(([, due]) => due).map(([kind, , its]) => ({ kind, resource, fields: its }));
}
