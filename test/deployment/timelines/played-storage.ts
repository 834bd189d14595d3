import type { S3Reader, S3Writer } from '../../../src/aws/s3.ts';

/** A bucket of small texts, by key, of which one can be read, looked for and put. */
export function playedStorage(known: readonly { readonly key: string; readonly text: string }[]): {
  readonly reader: S3Reader;
  readonly writer: S3Writer;
} {
  const texts = new Map(known.map(({ key, text }) => [key, text]));
  const bucket = {
    async text(key: string) {
      const text = texts.get(key);
      return text === undefined ? undefined : { text, etag: '' };
    },
    list: async (prefix: string) => [...texts.keys()].filter((key) => key.startsWith(prefix)).map((key) => ({ key })),
    async put(key: string, content: Uint8Array) {
      texts.set(key, Buffer.from(content).toString());
      return '';
    },
  };
  return { reader: { bucket: () => bucket }, writer: { bucket: () => bucket } } as unknown as {
    readonly reader: S3Reader;
    readonly writer: S3Writer;
  };
}
