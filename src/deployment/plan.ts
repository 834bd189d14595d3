import type { Plan } from '../domain/plan.ts';
import type { PortName } from '../lifecycle/ports.ts';
import type { DeployChange } from './change.ts';
import { differences, type FieldChange, type Fields } from './fields.ts';
import { type ImageFacts, type ImagesFacts, imageProblems, isUnknowable, shownImage } from './image.ts';
import { demandPreconditions } from './preconditions.ts';
import type { NamedService } from './presence.ts';
import { roleTrustProblems } from './roles.ts';
import { rotationFields } from './rotations.ts';
import { tagFields, tagProblems } from './tags.ts';
import type { Deployable, DeploymentInputs, Due, Observation, Target } from './target.ts';
import { variableProblems } from './variables.ts';

/** The changes that make the service as it is wanted. Throws one UserError with everything that stands against them. */
export function plan<
  I extends DeploymentInputs,
  N extends PortName,
  S extends NamedService,
  F extends ImagesFacts,
  C extends Deployable,
>(target: Target<I, N, S, F, C>, inputs: I, observation: Observation<S, F>): Plan<DeployChange> {
  const { noun, action } = target;
  const { name } = target.identify(inputs);
  const wanted = target.wanted(inputs, observation);
  const { service, image, roles, adopted } = observation;
  const problems = [
    ...variableProblems(inputs, target.reservedVariables),
    ...tagProblems(inputs),
    ...(wanted.image === undefined ? [] : imageProblems(wanted.image, image, target.imageDemands(wanted))),
    ...target.problems(inputs, observation, wanted),
    ...roleTrustProblems(roles),
  ];
  demandPreconditions(problems, `The ${noun} ${name}`);
  const present = target.present(observation);
  const different = differences(present && target.fields(present), withShownImage(target.fields(wanted), image));
  const isAttached = ({ field }: FieldChange) => target.attached?.includes(field) === true;
  const fields = different.filter((change) => !isAttached(change));
  const attach = different.filter(isAttached).map((change) => ({ kind: 'attach', fields: [change] }) as const);
  const tags = tagFields(inputs, observation.tags);
  if (!service)
    return {
      action,
      target: name,
      changes: resourced([{ kind: 'create', fields: [...fields, ...tags] }, ...attach], name),
    };
  const updates = target.updates?.(fields) ?? (fields.length > 0 ? [fields] : []);
  const isTag = inputs.image !== undefined && inputs.image.digest === undefined && adopted === undefined;
  const isUncertain = isTag && wanted.image === present?.image && isUnknowable(image);
  const due = redeployed(target.due?.(observation) ?? {}, [
    ...rotationFields(observation.rotations),
    ...(isUncertain ? [{ field: 'what the tag means', before: '', after: 'not known: give a digest' }] : []),
    ...(inputs.force ? [{ field: 'force', before: '', after: 'true' }] : []),
  ]);
  const changes = changesOf({ updates, tags, due, fields, isAdopted: adopted !== undefined });
  return { action, target: name, changes: resourced([...changes, ...attach], service.arn) };
}

type Unplaced = Omit<DeployChange, 'resource'>;

function resourced(changes: readonly Unplaced[], resource: string): readonly DeployChange[] {
  return changes.map((change) => ({ ...change, resource }));
}

interface Pending {
  readonly fields: readonly FieldChange[];
  readonly updates: readonly (readonly FieldChange[])[];
  readonly tags: readonly FieldChange[];
  readonly due: Due;
  readonly isAdopted: boolean;
}

/** Those that are due, in the order in which they are carried out. */
function changesOf({
  fields,
  updates,
  tags,
  due,
  isAdopted,
}: Pending): readonly Pick<DeployChange, 'kind' | 'fields'>[] {
  // An adopted deployment brings the image by itself.
  const isAsWanted = fields.every(({ field }) => isAdopted && field === 'image');
  const { resume = false, rebuild = false, redeploy } = due;
  const isUpdated = !rebuild && !isAsWanted;
  const kinds: readonly (readonly [DeployChange['kind'], boolean, readonly FieldChange[]])[] = [
    ['adopt', isAdopted, []],
    ['tag', tags.length > 0, tags],
    ['resume', resume, []],
    ['rebuild', rebuild, fields],
    ...updates.map((update) => ['update', isUpdated, update] as const),
    ['redeploy', !rebuild && isAsWanted && redeploy !== undefined, redeploy ?? []],
  ];
  return kinds.filter(([, isDue]) => isDue).map(([kind, , its]) => ({ kind, fields: its }));
}

/** Deployed again is what the target finds due, and what has other reasons. */
function redeployed(due: Due, reasons: readonly FieldChange[]): Due {
  return reasons.length > 0 ? { ...due, redeploy: [...(due.redeploy ?? []), ...reasons] } : due;
}

function withShownImage(fields: Fields, facts: ImageFacts | undefined): Fields {
  const { image } = fields.settings;
  return image === undefined
    ? fields
    : { ...fields, settings: { ...fields.settings, image: shownImage(image, facts) } };
}
