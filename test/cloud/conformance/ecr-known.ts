import type { KnownDifference } from './conformance.ts';

const api = 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference';
const guide = 'https://docs.aws.amazon.com/AmazonECR/latest/userguide';

/** Where ECR's documentation speaks for the local cloud and against moto. */
export const knownEcrDifferences: readonly KnownDifference[] = [
  {
    at: '* › answer.repositor*repositoryUri',
    because: 'the registry of an account and region is a loopback address, which docker can reach',
    documentation: 'test/cloud/README.md (one registry per account and region)',
  },
  {
    at: 'create with a bad name › error.message',
    because: 'the pattern stands in quotes within a constraint in quotes',
    documentation: 'https://github.com/int128/create-ecr-repository-action/issues/231',
  },
  {
    at: 'create with a short name › *',
    because: 'a name has two characters at least',
    documentation: `${api}/API_CreateRepository.html`,
  },
  {
    at: 'describe all › *',
    because: 'the repository with the short name was not made',
    documentation: `${api}/API_CreateRepository.html`,
  },
  {
    at: 'create with filters that do not fit › error.message',
    because: 'the wording of this refusal is not documented; the error is',
    documentation: `${api}/API_CreateRepository.html`,
  },
  {
    at: 'push layers to * › *',
    because: 'moto has no layers',
    documentation: `${api}/API_InitiateLayerUpload.html`,
  },
  {
    at: 'put into a missing repository › *',
    because: 'RepositoryNotFoundException is the answer; moto fails inside',
    documentation: `${api}/API_PutImage.html`,
  },
  {
    at: 'put another immutable › error.*',
    because: 'the tag names another image, which is what ImageTagAlreadyExistsException says',
    documentation: `${api}/API_PutImage.html`,
  },
  {
    at: 'get by nothing › *',
    because: 'the failure code is MissingDigestAndTag',
    documentation: `${api}/API_ImageFailure.html`,
  },
  {
    at: 'get by a bad digest › *',
    because: 'the failure code is InvalidImageDigest, and the identifier comes back as it was sent',
    documentation: `${api}/API_ImageFailure.html`,
  },
  {
    at: 'describe an image › answer.imageDetails.0.imageSizeInBytes',
    because: 'the size is that of all layers',
    documentation: `${api}/API_ImageDetail.html`,
  },
  {
    at: 'describe an image › answer.imageDetails.0.artifactMediaType',
    because: 'of an image it is the media type of its config',
    documentation: `${api}/API_ImageDetail.html`,
  },
  {
    at: 'describe an image › answer.imageDetails.0.lastRecordedPullTime',
    because: 'the image was read before',
    documentation: `${api}/API_ImageDetail.html`,
  },
  {
    at: 'describe an image › answer.imageDetails.0.imageStatus',
    because: 'images are ACTIVE, ARCHIVED or ACTIVATING',
    documentation: `${api}/API_ImageDetail.html`,
  },
  {
    at: 'start a scan › answer.imageScanStatus.description',
    because: 'a status comes with a description',
    documentation: `${api}/API_ImageScanStatus.html`,
  },
  {
    at: 'read an account setting › *',
    because: 'moto has no account settings',
    documentation: `${guide}/blob-mounting.html`,
  },
];
