import { AwsError } from '../../core/errors.ts';
import { RefusedError } from '../../core/refusals.ts';

/** An error as the distribution API gives it: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes */
export class RegistryError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** ECR's own errors, told in the registry's codes with the API's wording. */
export function registryError(error: unknown): RegistryError {
  if (error instanceof RegistryError) return error;
  if (error instanceof RefusedError) return new RegistryError(403, 'DENIED', error.message);
  if (error instanceof AwsError) {
    const [status, code] = translations[error.code] ?? [400, 'UNSUPPORTED'];
    return new RegistryError(status, code, error.message);
  }
  return new RegistryError(500, 'UNKNOWN', error instanceof Error ? (error.stack ?? error.message) : String(error));
}

const translations: Readonly<Record<string, readonly [status: number, code: string]>> = {
  RepositoryNotFoundException: [404, 'NAME_UNKNOWN'],
  ImageNotFoundException: [404, 'MANIFEST_UNKNOWN'],
  ImageTagAlreadyExistsException: [400, 'TAG_INVALID'],
  ImageDigestDoesNotMatchException: [400, 'DIGEST_INVALID'],
  LayersNotFoundException: [404, 'BLOB_UNKNOWN'],
  ReferencedImagesNotFoundException: [404, 'MANIFEST_BLOB_UNKNOWN'],
  InvalidParameterException: [400, 'MANIFEST_INVALID'],
  ThrottlingException: [429, 'TOOMANYREQUESTS'],
  AccessDeniedException: [403, 'DENIED'],
};
