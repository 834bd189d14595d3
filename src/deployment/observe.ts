import type { Context } from '../lifecycle/context.ts';
import { patience } from '../lifecycle/patience.ts';
import type { PortName, ReadPorts } from '../lifecycle/ports.ts';
import { differences } from './fields.ts';
import type { ImagesFacts } from './image.ts';
import type { NamedService } from './presence.ts';
import { observeRoles } from './roles.ts';
import { observeRotations } from './rotations.ts';
import { demandCreation, demandRegion } from './service-identity.ts';
import type { Deployable, DeploymentInputs, Observation, Target } from './target.ts';
import { sentence, waitUntilFree } from './wait-until-free.ts';

/** The service once nothing else happens to it, and everything that the plan needs to know of it. */
export async function observe<
  I extends DeploymentInputs,
  N extends PortName,
  S extends NamedService,
  F extends ImagesFacts,
  C extends Deployable,
>(
  target: Target<I, N, S, F, C>,
  inputs: I,
  readers: Pick<ReadPorts, N> & Pick<ReadPorts, 'iam' | 'secrets'>,
  context: Context,
): Promise<Observation<S, F>> {
  const { noun } = target;
  const identity = target.identify(inputs);
  demandRegion(noun, identity, inputs.awsRegion);
  const poll = () => target.presence(inputs, readers, context);
  const resource = `the ${noun} ${identity.name}`;
  const found = await waitUntilFree(resource, inputs.onBusy, poll, context);
  const { service } = found;
  const hasImage = !target.needsImage(inputs) || inputs.image !== undefined;
  if (!service) demandCreation(noun, identity, { create: inputs.create, hasImage });
  const { read } = patience(sentence(resource), context);
  const asksForTags = service && inputs.tags.length + inputs.removeTags.length > 0;
  const tags = asksForTags ? await read(() => target.tags(service, readers, context.signal)) : {};
  const facts = await read(() => target.facts(inputs, found, readers, context));
  const roles = await observeRoles(target.roles(inputs, { ...found, ...facts }), readers.iam, context);
  const observed = { ...found, ...facts, tags, roles, rotations: [] };
  const due = rereadable(target, inputs, observed);
  return due ? { ...observed, rotations: await observeRotations(due, readers.secrets, context) } : observed;
}

/** The secrets that would not be read again: where anything else is deployed, all of them are. */
function rereadable<
  I extends DeploymentInputs,
  N extends PortName,
  S extends NamedService,
  F extends ImagesFacts,
  C extends Deployable,
>(
  target: Target<I, N, S, F, C>,
  inputs: I,
  observed: Observation<S, F>,
): Parameters<typeof observeRotations>[0] | undefined {
  const present = target.present(observed);
  const deployedAt = target.deployedAt?.(observed);
  if (!present || !deployedAt || observed.adopted !== undefined || inputs.force) return undefined;
  const wanted = target.fields(target.wanted(inputs, observed));
  const hasSecrets = Object.keys(wanted.secrets).length > 0;
  const isAttached = (field: string) => target.attached?.includes(field) === true;
  const deployed = differences(target.fields(present), wanted).filter(({ field }) => !isAttached(field));
  return hasSecrets && deployed.length === 0 ? { secrets: wanted.secrets, deployedAt } : undefined;
}
