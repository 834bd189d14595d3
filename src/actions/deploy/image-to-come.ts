import { referenceText } from '../../domain/image-reference.ts';
import type { Ending } from '../../lifecycle/conclude-step.ts';
import type { Inputs as ImageInputs } from '../build-push-ecr/contract.ts';
import { type HandedOn, list, text } from './handed-on.ts';
import type { StageStep } from './observe.ts';

/**
 * The image that the image stage hands on, as far as its plan tells: by digest where that is known, else by a tag that it
 * will get. So the plan of the backend does not hang on what only the build makes known.
 */
export function imageToCome({ inputs, plan }: StageStep, { outputs }: Ending): HandedOn {
  const known = text(outputs['image']);
  const isMade = plan.changes.some(({ kind }) => kind === 'build' || kind === 'push' || kind === 'copy');
  if (known !== undefined && !isMade) return { image: known };
  const image =
    known ?? `${text(outputs['repository-uri']) ?? uriOf(inputs as ImageInputs)}:${list(outputs['tags'])[0]}`;
  return { image, upcoming: new Set([image]) };
}

/** The URI of a repository that is still to be created. */
function uriOf({ repository, registryAccountId, expectedAccountId, awsRegion }: ImageInputs): string {
  const host = `${registryAccountId ?? expectedAccountId}.dkr.ecr.${awsRegion}.amazonaws.com`;
  return referenceText({ host, repository: repository?.name ?? '' });
}
