import type { Context } from '../../lifecycle/context.ts';
import type { ReadPorts } from '../../lifecycle/ports.ts';
import { repositoryAccess } from '../repository-access.ts';
import type { Inputs } from './contract.ts';
import { type Preview, previewsAmong } from './preview.ts';

/** A preview, and what GitHub says of its pull request; one that is not known here may be another repository's. */
export interface SeenPreview extends Preview {
  readonly state: 'open' | 'closed' | 'unknown';
}

export async function observe(
  inputs: Inputs,
  { s3, gitHub }: Pick<ReadPorts, 's3' | 'gitHub'>,
  context: Context,
): Promise<readonly SeenPreview[]> {
  const { bucket, prefix } = inputs;
  const repository = gitHub.repository(repositoryAccess(inputs, context), context.signal);
  const previews = previewsAmong(await s3.bucket(bucket, context.signal).list(prefix), prefix);
  const seen: SeenPreview[] = [];
  for (const preview of previews) {
    const pull = await repository.pull(preview.pull);
    seen.push({ ...preview, state: pull === undefined ? 'unknown' : pull.isOpen ? 'open' : 'closed' });
  }
  return seen;
}
