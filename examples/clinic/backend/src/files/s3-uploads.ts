import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Uploads } from './uploads.ts';

/** Keeps files in an S3 bucket; region, credentials and endpoint come from the SDK's own environment variables. */
export function s3Uploads(bucket: string, prefix: string): Uploads {
  const client = new S3Client({});
  const at = (key: string) => ({ Bucket: bucket, Key: prefix + key });
  return {
    put: async (key, bytes, mediaType) => {
      await client.send(new PutObjectCommand({ ...at(key), Body: bytes, ContentType: mediaType }));
    },
    get: async (key) => {
      const { Body } = await client.send(new GetObjectCommand(at(key)));
      if (!Body) throw new Error(`s3://${bucket}/${prefix}${key} has no body`);
      return Body.transformToWebStream();
    },
    delete: async (key) => {
      await client.send(new DeleteObjectCommand(at(key)));
    },
  };
}
