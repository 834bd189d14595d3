import { messageOf, UserError } from '../../errors.ts';
import { awsErrorName, explained } from '../client.ts';
import { DescribeImageScanFindingsCommand, type ECRClient, StartImageScanCommand } from './api.ts';
import { inRepository } from './ids.ts';
import { type ImageScan, scanOf } from './image-scan.ts';
import type { RepositoryId } from './vocabulary.ts';

/** All pages of an image's last scan. */
export async function readScan(
  client: ECRClient,
  id: RepositoryId,
  digest: string,
  abortSignal: AbortSignal,
): Promise<ImageScan | undefined> {
  const input = { ...inRepository(id), imageId: { imageDigest: digest }, maxResults: 1_000 };
  let scan: ImageScan | undefined;
  let nextToken: string | undefined;
  try {
    do {
      const page = await client.send(new DescribeImageScanFindingsCommand({ ...input, nextToken }), { abortSignal });
      scan = scanOf(page, scan?.findings ?? []);
      nextToken = page.nextToken;
    } while (nextToken);
    return scan;
  } catch (error) {
    if (awsErrorName(error) === 'ScanNotFoundException') return undefined;
    throw explained(error, `Reading the scan of ${id.name}@${digest}`);
  }
}

export async function beginScan(
  client: ECRClient,
  id: RepositoryId,
  digest: string,
  abortSignal: AbortSignal,
): Promise<'started' | 'enhanced' | 'scanned'> {
  const image = `${id.name}@${digest}`;
  try {
    await client.send(new StartImageScanCommand({ ...inRepository(id), imageId: { imageDigest: digest } }), {
      abortSignal,
    });
    return 'started';
  } catch (error) {
    switch (awsErrorName(error)) {
      case 'ValidationException':
        return 'enhanced';
      case 'LimitExceededException':
        return 'scanned';
      case 'UnsupportedImageTypeException':
        throw new UserError({
          what: `ECR cannot scan ${image}.`,
          why: messageOf(error),
          next: 'Use an image of a kind that ECR scans, or scan: off.',
        });
      default:
        throw explained(error, `Starting the scan of ${image}`);
    }
  }
}
