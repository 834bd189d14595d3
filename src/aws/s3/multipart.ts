import { mapConcurrently } from '../../domain/map-concurrently.ts';
import type { ContentSource } from './content-source.ts';
import type { SdkBucket } from './delete.ts';
import { unquoted } from './etag.ts';
import { partSize } from './limits.ts';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Sdk,
  UploadPartCommand,
} from './sdk.ts';

/** Where the parts of an upload go. */
interface Upload {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string;
}

interface UploadedPart {
  readonly PartNumber: number;
  readonly ETag: string | undefined;
  readonly ChecksumCRC64NVME: string | undefined;
}

const partsAtATime = 4;

/** Uploads in parts, some at a time, and aborts the upload when one of them fails. The answer is the ETag. */
export async function putMultipart(
  at: SdkBucket & Pick<S3Sdk, 'wantsChecksums'>,
  key: string,
  source: ContentSource,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const { client, bucket: Bucket, signal } = at;
  // A checksum of the whole tells later whether an object holds a file; others would be made of the parts' own.
  const isChecked = await at.wantsChecksums();
  const kind = isChecked ? ({ ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'FULL_OBJECT' } as const) : {};
  const begin = new CreateMultipartUploadCommand({ Bucket, Key: key, ...kind, ...parametersOf(headers) });
  const { UploadId = '' } = await client.send(begin, { abortSignal: signal });
  const upload = { Bucket, Key: key, UploadId };
  try {
    const Parts = await uploadParts(at, upload, source, isChecked);
    const complete = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } });
    return unquoted((await client.send(complete, { abortSignal: signal })).ETag);
  } catch (error) {
    // The signal may be the reason; of an upload that is not aborted, S3 would keep and bill the parts.
    const abort = new AbortMultipartUploadCommand(upload);
    await client.send(abort, { abortSignal: AbortSignal.timeout(5_000) }).catch(() => {});
    throw error;
  }
}

async function uploadParts(
  { client, signal }: SdkBucket,
  upload: Upload,
  { bytes, range }: ContentSource,
  isChecked: boolean,
): Promise<UploadedPart[]> {
  const partBytes = partSize(bytes);
  const parts = Array.from({ length: Math.ceil(bytes / partBytes) }, (_, index) => index);
  const kind = isChecked ? ({ ChecksumAlgorithm: 'CRC64NVME' } as const) : {};
  // Parts that are under way end before the upload is aborted: one that came after that would stay, and be billed.
  const uploadPart = async (index: number): Promise<UploadedPart> => {
    const Body = await range(index * partBytes, Math.min(bytes, (index + 1) * partBytes));
    const PartNumber = index + 1;
    const { ETag, ChecksumCRC64NVME } = await client.send(
      new UploadPartCommand({ ...upload, ...kind, PartNumber, Body }),
      { abortSignal: signal },
    );
    return { PartNumber, ETag, ChecksumCRC64NVME };
  };
  return [...(await mapConcurrently(parts, partsAtATime, uploadPart, signal))];
}

const parameterNames: Readonly<Record<string, string>> = {
  'cache-control': 'CacheControl',
  'content-disposition': 'ContentDisposition',
  'content-encoding': 'ContentEncoding',
  'content-language': 'ContentLanguage',
  'content-type': 'ContentType',
};
const metadataPrefix = 'x-amz-meta-';

/** An object's headers as the SDK names them. */
function parametersOf(headers: Readonly<Record<string, string>>) {
  const entries = Object.entries(headers);
  const own = entries.filter(([name]) => name.startsWith(metadataPrefix));
  const Metadata = Object.fromEntries(own.map(([name, value]) => [name.slice(metadataPrefix.length), value]));
  const parameters = entries.flatMap(([name, value]) => {
    const parameter = parameterNames[name];
    return parameter === undefined ? [] : [[parameter, value] as const];
  });
  return { ...Object.fromEntries(parameters), ...(own.length > 0 ? { Metadata } : {}) };
}
