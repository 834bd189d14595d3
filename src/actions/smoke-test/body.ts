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

/** The bytes of a body whose variables have been put in. */
export function encodedBody(body: BodyTemplate, random: RandomBytes): EncodedBody {
  switch (body.kind) {
    case 'json':
      return encoded(Buffer.from(JSON.stringify(body.json)), 'application/json');
    case 'form':
      return encoded(Buffer.from(new URLSearchParams(body.form).toString()), 'application/x-www-form-urlencoded');
    case 'text':
      return encoded(Buffer.from(body.text), body.type);
    case 'random':
      return encoded(random(body.bytes), body.type);
    case 'multipart':
      return multipart(body.parts, random);
  }
}

function encoded(bytes: Uint8Array, type: string): EncodedBody {
  return { bytes, type, sha256: sha256(bytes) };
}

/** https://www.rfc-editor.org/rfc/rfc7578 */
function multipart(parts: Readonly<Record<string, PartTemplate>>, random: RandomBytes): EncodedBody {
  const boundary = `smoke-${Buffer.from(random(16)).toString('hex')}`;
  const contents = Object.entries(parts).map(([name, part]) => ({
    name,
    part,
    bytes: part.kind === 'field' ? Buffer.from(part.text) : fileBytes(part.content, random),
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

function fileBytes(content: FileContent, random: RandomBytes): Uint8Array {
  return 'text' in content ? Buffer.from(content.text) : random(content.randomBytes);
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
