import { createHash } from 'node:crypto';
import type { RandomBytes } from '../../machine/random.ts';
import type { BodyTemplate, FileContent, PartTemplate } from './suite/body.ts';

/** A body as bytes, with its media type. */
export interface EncodedBody {
  readonly bytes: Uint8Array;
  readonly type: string;
  /** Of the file in a multipart body, else of all that is sent; in hex. */
  readonly sha256: string;
}

/** Where contents come from. */
export interface ContentSources {
  readonly random: RandomBytes;
  /** Files of the repository by their paths, as the suite's reader has read them. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** The bytes of a body whose variables have been put in. */
export function encodedBody(body: BodyTemplate, sources: ContentSources): EncodedBody {
  switch (body.kind) {
    case 'json':
      return encoded(Buffer.from(JSON.stringify(body.json)), 'application/json');
    case 'form':
      return encoded(Buffer.from(new URLSearchParams(body.form).toString()), 'application/x-www-form-urlencoded');
    case 'text':
      return encoded(Buffer.from(body.text), body.type);
    case 'random':
      return encoded(sources.random(body.bytes), body.type);
    case 'file':
      return encoded(contentOf(body.path, sources), body.type);
    case 'graphql':
      return encoded(Buffer.from(graphqlJson(body)), 'application/json');
    case 'multipart':
      return multipart(body.parts, sources);
  }
}

function encoded(bytes: Uint8Array, type: string): EncodedBody {
  return { bytes, type, sha256: sha256(bytes) };
}

/** https://www.rfc-editor.org/rfc/rfc7578 */
function multipart(parts: Readonly<Record<string, readonly PartTemplate[]>>, sources: ContentSources): EncodedBody {
  const boundary = `smoke-${Buffer.from(sources.random(16)).toString('hex')}`;
  const all = Object.entries(parts).flatMap(([name, many]) => many.map((part) => ({ name, part })));
  const contents = all.map(({ name, part }) => ({
    name,
    part,
    bytes: part.kind === 'field' ? Buffer.from(part.text) : fileBytes(part.content, sources),
  }));
  const chunks = contents.flatMap(({ name, part, bytes }) => [
    Buffer.from(`--${boundary}\r\n${partHeaders(name, part)}\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]);
  const bytes = Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]);
  const file = contents.find(({ part }) => part.kind === 'file');
  return { bytes, type: `multipart/form-data; boundary=${boundary}`, sha256: sha256(file?.bytes ?? bytes) };
}

function partHeaders(name: string, part: PartTemplate): string {
  const disposition = `Content-Disposition: form-data; name="${quoted(name)}"`;
  if (part.kind === 'field') return disposition;
  return `${disposition}; filename="${quoted(part.filename)}"\r\nContent-Type: ${part.type.replace(/[\r\n]/g, '')}`;
}

/** As the HTML standard escapes names in multipart/form-data. */
function quoted(text: string): string {
  return text.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}

function fileBytes(content: FileContent, sources: ContentSources): Uint8Array {
  if ('text' in content) return Buffer.from(content.text);
  return 'path' in content ? contentOf(content.path, sources) : sources.random(content.randomBytes);
}

function contentOf(path: string, { files }: ContentSources): Uint8Array {
  const content = files.get(path);
  if (!content) throw new Error(`The file ${path} was not read with the suite.`);
  return content;
}

/** https://graphql.github.io/graphql-over-http/draft/#sec-JSON-Encoding */
export function graphqlJson({ query, variables, operation }: Extract<BodyTemplate, { kind: 'graphql' }>): string {
  return JSON.stringify({ query, variables, operationName: operation });
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
