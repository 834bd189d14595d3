import type { Context } from '../lifecycle/context.ts';
import type { PortName, ReadPorts } from '../lifecycle/ports.ts';
import type { ImagesFacts } from './image.ts';
import type { NamedService } from './presence.ts';
import { observeRoles } from './roles.ts';
import { demandCreation, demandRegion } from './service-identity.ts';
import type { Deployable, DeploymentInputs, Observation, Target } from './target.ts';
import { waitUntilFree } from './wait-until-free.ts';

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
  readers: Pick<ReadPorts, N> & Pick<ReadPorts, 'iam'>,
  context: Context,
): Promise<Observation<S, F>> {
  const { noun } = target;
  const identity = target.identify(inputs);
  demandRegion(noun, identity, inputs.awsRegion);
  const poll = () => target.presence(inputs, readers, context);
  const found = await waitUntilFree(`the ${noun} ${identity.name}`, inputs.onBusy, poll, context);
  const { service } = found;
  const hasImage = !target.needsImage(inputs) || inputs.image !== undefined;
  if (!service) demandCreation(noun, identity, { create: inputs.create, hasImage });
  const tags =
    service && inputs.tags.length + inputs.removeTags.length > 0
      ? await target.tags(service, readers, context.signal)
      : {};
  const facts = await target.facts(inputs, found, readers, context);
  const roles = await observeRoles(target.roles(inputs, { ...found, ...facts }), readers.iam, context);
  return { ...found, ...facts, tags, roles };
}
