import type { DescribeImageScanFindingsRequest, StartImageScanRequest } from '@aws-sdk/client-ecr';
import { AwsError } from '../core/errors.ts';
import type { Operations } from '../core/json-service.ts';
import type { CallContext } from '../core/service.ts';
import { type RepositoryInput, registryAccess, repositoryAccess } from './access.ts';
import { ecrErrors, imageIdText } from './errors.ts';
import { findImage } from './images.ts';
import { ecrPage } from './paging.ts';
import type { EcrParts } from './parts.ts';
import { names } from './repository-operations.ts';
import { isIndex, severityCounts } from './scan-book.ts';
import type { Registry } from './state.ts';

/** A basic scan of one image: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-basic.html */
const dayMilliseconds = 24 * 3_600_000;

/** Image scanning: a registry scans either basically or with Inspector ("enhanced"). */
export function scanOperations({ registries, scans, pageSize }: EcrParts): Operations {
  const on = (action: string) => (input: RepositoryInput, context: CallContext) =>
    repositoryAccess(action, registries, input, context);
  const locate = (
    input: (StartImageScanRequest | DescribeImageScanFindingsRequest) & RepositoryInput,
    context: CallContext,
  ) => {
    const repository = registries.repository(
      input.registryId ?? context.accountId,
      context.region,
      input.repositoryName,
    );
    const id = input.imageId ?? {};
    const image = findImage(repository, id);
    if (!image) throw ecrErrors.imageNotFound(id, repository.name, repository.accountId);
    return { repository, image, id: { ...id, imageDigest: image.digest } };
  };
  return {
    StartImageScan: {
      access: on('StartImageScan'),
      perform: async (input: StartImageScanRequest & RepositoryInput, context) => {
        const { repository, image, id } = locate(input, context);
        const registry = await registries.open(repository.accountId, repository.region);
        if (registry.scanning.scanType === 'ENHANCED')
          throw new AwsError('ValidationException', 'This feature is disabled');
        if (image.status !== 'ACTIVE') throw new AwsError('ImageArchivedException', 'The image is archived');
        if (isIndex(image))
          throw new AwsError('UnsupportedImageTypeException', `Scanning is not supported for ${image.mediaType}`);
        if (image.scannedAt && context.now.getTime() - image.scannedAt.getTime() < dayMilliseconds)
          throw new AwsError(
            'LimitExceededException',
            'The scan quota per image has been exceeded. Wait and try again.',
          );
        const { status, description } = scans.start(registry, repository, image);
        return { ...names(repository), imageId: id, imageScanStatus: { status, description } };
      },
    },
    DescribeImageScanFindings: {
      access: on('DescribeImageScanFindings'),
      perform: (input: DescribeImageScanFindingsRequest & RepositoryInput, context) => {
        const { repository, image, id } = locate(input, context);
        const { scan } = image;
        if (image.status !== 'ACTIVE')
          return {
            ...names(repository),
            imageId: id,
            imageScanStatus: { status: 'IMAGE_ARCHIVED', description: 'The image is archived.' },
          };
        if (!scan)
          throw new AwsError(
            'ScanNotFoundException',
            `Image scan does not exist for the image with '${imageIdText(input.imageId ?? {})}' in the repository with name '${repository.name}' in the registry with id '${repository.accountId}'`,
          );
        const page = ecrPage(scan.findings, (finding) => JSON.stringify(finding), input, { defaultSize: pageSize });
        const head = {
          ...names(repository),
          imageId: id,
          imageScanStatus: { status: scan.status, description: scan.description },
        };
        if (!scan.completedAt) return head;
        return {
          ...head,
          imageScanFindings: {
            imageScanCompletedAt: scan.completedAt,
            vulnerabilitySourceUpdatedAt: scan.completedAt,
            findingSeverityCounts: severityCounts(scan.findings),
            [scan.kind === 'enhanced' ? 'enhancedFindings' : 'findings']: page.items,
          },
          nextToken: page.nextToken,
        };
      },
    },
    GetRegistryScanningConfiguration: {
      access: () => registryAccess('GetRegistryScanningConfiguration'),
      perform: async (_input, { accountId, region }) => ({
        registryId: accountId,
        scanningConfiguration: (await registries.open(accountId, region)).scanning,
      }),
    },
    PutRegistryScanningConfiguration: {
      access: () => registryAccess('PutRegistryScanningConfiguration'),
      perform: async (input: Partial<Registry['scanning']>, { accountId, region }) => {
        const registry = await registries.open(accountId, region);
        registry.scanning = { scanType: input.scanType ?? 'BASIC', rules: input.rules ?? [] };
        return { registryScanningConfiguration: registry.scanning };
      },
    },
  };
}
