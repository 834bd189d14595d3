import type { CloudRequest } from './service.ts';

/** The credential scope of a Signature Version 4: whose key, on which day, for which region and service. */
export interface SignatureScope {
  readonly accessKeyId: string;
  /** YYYYMMDD */
  readonly day: string;
  readonly region: string;
  readonly service: string;
}

/** Reads the scope from the Authorization header or from a presigned query; undefined without a signature. */
export function signatureScope(request: Pick<CloudRequest, 'headers' | 'query'>): SignatureScope | undefined {
  const credential =
    /Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1] ??
    request.query.get('X-Amz-Credential') ??
    '';
  const [accessKeyId, day, region, service] = credential.split('/');
  return accessKeyId && day && region && service ? { accessKeyId, day, region, service } : undefined;
}
