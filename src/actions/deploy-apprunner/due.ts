import type { Service } from '../../aws/apprunner.ts';
import type { FieldChange } from '../../deployment/fields.ts';
import type { Due, Observation } from '../../deployment/target.ts';
import type { Facts } from './observe.ts';
import { readinessOf } from './state-table.ts';

/**
 * A paused service is resumed, one whose creation failed is deployed to once more, and deployed again is a tag that has moved, and
 * what a deployment that broke off has left.
 */
export function due({ service, image, isSameTag, deployedAt, brokeOff }: Observation<Service, Facts>): Due {
  const readiness = service && readinessOf(service.status);
  const reasons = [...unclear(brokeOff), ...(isSameTag ? movedTag(image, deployedAt) : [])];
  return {
    resume: readiness === 'paused',
    rebuild: readiness === 'rebuildable',
    redeploy: readiness === 'ready' && reasons.length > 0 ? reasons : undefined,
  };
}

function unclear(brokeOff: Facts['brokeOff']): readonly FieldChange[] {
  return brokeOff === undefined
    ? []
    : [
        {
          field: 'what serves',
          before: `not known: the last deployment ended as ${brokeOff}`,
          after: 'deployed again',
        },
      ];
}

/** What the deployed tag means now, where it means an image that was pushed after the deployment. */
function movedTag(image: Facts['image'], deployedAt: Date | undefined): readonly FieldChange[] {
  if (image?.kind !== 'found') return [];
  const { digest, pushedAt } = image.image;
  if (deployedAt !== undefined && pushedAt !== undefined && pushedAt <= deployedAt) return [];
  return [{ field: 'what the tag means', before: '', after: digest }];
}
