import type { UploadsPlace } from '../config.ts';
import { diskUploads } from './disk-uploads.ts';
import { s3Uploads } from './s3-uploads.ts';

/** Where the bytes of uploaded files are kept, under keys that we choose. */
export interface Uploads {
  put(key: string, bytes: Uint8Array, mediaType: string): Promise<void>;
  /** The bytes; an Error when they are gone. */
  get(key: string): Promise<ReadableStream<Uint8Array>>;
  /** Deletes the bytes; quietly, when they are gone already. */
  delete(key: string): Promise<void>;
}

export function openUploads(place: UploadsPlace): Uploads {
  return place.kind === 's3' ? s3Uploads(place.bucket, place.prefix) : diskUploads(place.folder);
}
