/** A file that the action and the engine's own client are given. */
export interface FileCase {
  readonly name: string;
  readonly content: Buffer;
  /** The reason that the action must refuse it with; undefined where both must come to the same end. */
  readonly refused?: RegExp | undefined;
  /** What the native client is given instead, where the action takes a form that the client does not. */
  readonly native?: Buffer | undefined;
  /** Further flags of the client: -1 where the file shows that the action runs it as one transaction. */
  readonly flags?: readonly string[];
}

interface More {
  readonly refused?: RegExp;
  readonly native?: string;
  readonly flags?: readonly string[];
}

/** A file as text in UTF-8, or as bytes. */
export function fileCase(name: string, content: string | Buffer, { refused, native, flags = [] }: More = {}): FileCase {
  return {
    name,
    content: Buffer.from(content),
    refused,
    native: native === undefined ? undefined : Buffer.from(native),
    flags,
  };
}

/** Bytes around a text that is written in one of Node's encodings. */
export function bytes(...parts: readonly (string | readonly number[] | Buffer)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
}
