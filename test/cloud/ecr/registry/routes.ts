/** A request of the distribution API, recognised. */
export type Route = { readonly repository: string } & (
  | { readonly operation: 'HeadBlob' | 'GetBlob'; readonly digest: string }
  | { readonly operation: 'StartUpload' }
  | {
      readonly operation: 'UploadStatus' | 'PatchUpload' | 'CompleteUpload' | 'CancelUpload';
      readonly uploadId: string;
    }
  | {
      readonly operation: 'HeadManifest' | 'GetManifest' | 'PutManifest' | 'DeleteManifest';
      readonly reference: string;
    }
  | { readonly operation: 'ListTags' }
  | { readonly operation: 'ListReferrers'; readonly digest: string }
);

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#endpoints */
export function routeOf(method: string, path: string): Route | undefined {
  const match = /^\/v2\/(.+?)\/(blobs\/uploads|blobs|manifests|tags|referrers)\/?([^/]*)$/.exec(path);
  if (!match) return undefined;
  const [, repository = '', room = '', last = ''] = match;
  const name = decodeURIComponent(last);
  switch (`${method} ${room}`) {
    case 'HEAD blobs':
      return { operation: 'HeadBlob', repository, digest: name };
    case 'GET blobs':
      return { operation: 'GetBlob', repository, digest: name };
    case 'POST blobs/uploads':
      return { operation: 'StartUpload', repository };
    case 'GET blobs/uploads':
      return { operation: 'UploadStatus', repository, uploadId: name };
    case 'PATCH blobs/uploads':
      return { operation: 'PatchUpload', repository, uploadId: name };
    case 'PUT blobs/uploads':
      return { operation: 'CompleteUpload', repository, uploadId: name };
    case 'DELETE blobs/uploads':
      return { operation: 'CancelUpload', repository, uploadId: name };
    case 'HEAD manifests':
      return { operation: 'HeadManifest', repository, reference: name };
    case 'GET manifests':
      return { operation: 'GetManifest', repository, reference: name };
    case 'PUT manifests':
      return { operation: 'PutManifest', repository, reference: name };
    case 'DELETE manifests':
      return { operation: 'DeleteManifest', repository, reference: name };
    case 'GET tags':
      return { operation: 'ListTags', repository };
    case 'GET referrers':
      return { operation: 'ListReferrers', repository, digest: name };
    default:
      return undefined;
  }
}

/**
 * The IAM actions that a registry request needs of its token's principal.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export function actionsOf(operation: Route['operation']): readonly string[] {
  switch (operation) {
    case 'HeadBlob':
      return ['BatchCheckLayerAvailability'];
    case 'GetBlob':
      return ['GetDownloadUrlForLayer'];
    case 'StartUpload':
      return ['InitiateLayerUpload'];
    case 'UploadStatus':
    case 'PatchUpload':
    case 'CancelUpload':
      return ['UploadLayerPart'];
    case 'CompleteUpload':
      return ['CompleteLayerUpload'];
    case 'HeadManifest':
    case 'GetManifest':
      return ['BatchGetImage'];
    case 'PutManifest':
      return ['PutImage'];
    case 'DeleteManifest':
      return ['BatchDeleteImage'];
    case 'ListTags':
      return ['ListImages'];
    case 'ListReferrers':
      return ['BatchGetImage'];
  }
}
