import type { Plan } from '../../../domain/plan.ts';
import { platformText } from '../../../domain/platform.ts';
import type { Inputs } from '../contract.ts';
import { type PushChange, plannedKey } from '../plan.ts';
import type { BuildOnly } from './observe.ts';

/** The build, and nothing that would be changed by it. */
export function planBuildOnly({ context, platforms }: Inputs, { content }: BuildOnly): Plan<PushChange> {
  return {
    action: 'build-push-ecr',
    target: context,
    changes: [{ kind: 'build', resource: context, ...plannedKey(content), platforms: platforms.map(platformText) }],
  };
}
