import type { Service } from '../../aws/apprunner.ts';
import type { FieldChange } from '../../deployment/fields.ts';
import type { Due, Observation } from '../../deployment/target.ts';
import type { Facts } from './observe.ts';
import { readinessOf } from './state-table.ts';

/** A paused service is resumed, one whose creation failed is deployed to once more, and a tag that has moved is deployed again. */
export function due({ service, image, deployedAt }: Observation<Service, Facts>): Due {
  const readiness = service && readinessOf(service.status);
  return {
    resume: readiness === 'paused',
    rebuild: readiness === 'rebuildable',
    redeploy: readiness === 'ready' ? movedTag(image, deployedAt) : undefined,
  };
}

/** What the deployed tag means now, where it means an image that was pushed after the deployment. */
function movedTag(image: Facts['image'], deployedAt: Date | undefined): readonly FieldChange[] | undefined {
  if (image?.kind !== 'found' || deployedAt === undefined) return undefined;
  const { digest, pushedAt } = image.image;
  return pushedAt !== undefined && pushedAt > deployedAt
    ? [{ field: 'what the tag means', before: '', after: digest }]
    : undefined;
}
