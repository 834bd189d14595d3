import type { InputsOf } from '../../../contract/index.ts';
import { referenceText } from '../../../domain/image-reference.ts';
import { partitionOf } from '../../../domain/partition.ts';
import type { Change, Plan } from '../../../domain/plan.ts';
import type { Ending } from '../../../lifecycle/conclude-step.ts';
import type { contract } from '../../build-push-ecr/contract.ts';
import { type Handover, list, text } from '../handover.ts';
import { defineStage } from '../stage.ts';

export const image = defineStage({
  name: 'image',
  title: 'Image',
  actions: { 'build-push-ecr': async () => (await import('../../build-push-ecr/index.ts')).action },
  after: [],
  handOver: (outputs) => ({ image: text(outputs['image']), upcoming: undefined }),
  handOverPlanned: upcomingImage,
  ownInput: 'source-image',
  neededWithout: 'image',
  // A pull request's check may build without a push; an image that is deployed has to be in its repository.
  inputs: (_, { sourceImage }) => ({ 'source-image': sourceImage, push: 'true' }),
  outputs: { image: 'image' },
});

interface ImageStep {
  readonly inputs: InputsOf<typeof contract>;
  readonly plan: Plan<Change>;
}

/** By digest where the plan knows it, else by a tag that the image will get. So the backend's plan is the same before and after the build. */
function upcomingImage({ inputs, plan }: ImageStep, { outputs }: Ending): Handover {
  const known = text(outputs['image']);
  const isMade = plan.changes.some(({ kind }) => kind === 'build' || kind === 'push' || kind === 'copy');
  if (known !== undefined && !isMade) return { image: known };
  const reference = known ?? `${text(outputs['repository-uri']) ?? uriOf(inputs)}:${list(outputs['tags'])[0]}`;
  return { image: reference, upcoming: new Set([reference]) };
}

/** The URI of a repository that is still to be created. */
function uriOf({ repository, registryAccountId, expectedAccountId, awsRegion }: ImageStep['inputs']): string {
  const { dnsSuffix } = partitionOf(awsRegion ?? '');
  const host = `${registryAccountId ?? expectedAccountId}.dkr.ecr.${awsRegion}.${dnsSuffix}`;
  return referenceText({ host, repository: repository?.name ?? '' });
}
