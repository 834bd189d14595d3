import { HttpProblem, invalid } from './problem.ts';

const jsonLimitBytes = 65_536;

/** The fields of a JSON body. */
export interface Fields {
  /** A text of 1 to `longest` characters, without spaces around it. */
  text(name: string, longest: number): string;
  optionalText(name: string, longest: number): string;
  optionalId(name: string): number | undefined;
  oneOf<T extends string>(name: string, values: readonly T[], fallback?: T): T;
}

/** Reads a JSON object. Throws 415, 413, 400 or, for a field, 422. */
export async function readJson(request: Request): Promise<Fields> {
  // Not only good manners: a cross-site form cannot send this type without a preflight.
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new HttpProblem(415, 'unsupported-media-type', 'Send the body as application/json.');
  }
  const bytes = await readBytes(request, jsonLimitBytes);
  const value = parseObject(new TextDecoder().decode(bytes));
  if (!value) throw new HttpProblem(400, 'malformed', 'The body is not a JSON object.');
  return fieldsOf(value);
}

/** Reads one file of a multipart form. Throws 413 when the body is over the limit, 400 or 422 when there is no such file. */
export async function readFile(request: Request, field: string, limitBytes: number): Promise<File> {
  const bytes = await readBytes(request, limitBytes);
  const form = await new Response(bytes, { headers: { 'content-type': request.headers.get('content-type') ?? '' } })
    .formData()
    .catch(() => {
      throw new HttpProblem(400, 'malformed', 'The body is not a multipart form.');
    });
  const file = form.get(field);
  if (file === null || typeof file === 'string') throw invalid(`Send the file in the field "${field}".`);
  return file;
}

async function readBytes(request: Request, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new HttpProblem(413, 'too-large', `The body is over the limit of ${limitBytes} bytes.`);
  if (Number(request.headers.get('content-length')) > limitBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > limitBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  chunks.reduce((offset, chunk) => (bytes.set(chunk, offset), offset + chunk.byteLength), 0);
  return bytes;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function fieldsOf(value: Readonly<Record<string, unknown>>): Fields {
  const optionalText = (name: string, longest: number): string => {
    const field = value[name] ?? '';
    if (typeof field !== 'string') throw invalid(`"${name}" must be a text.`);
    if (field.trim().length > longest) throw invalid(`"${name}" is longer than ${longest} characters.`);
    return field.trim();
  };
  return {
    optionalText,
    text: (name, longest) => {
      const field = optionalText(name, longest);
      if (!field) throw invalid(`"${name}" is missing.`);
      return field;
    },
    optionalId: (name) => {
      const field = value[name];
      if (field === undefined || field === null) return undefined;
      if (!Number.isSafeInteger(Number(field)) || Number(field) < 1) throw invalid(`"${name}" must be an id.`);
      return Number(field);
    },
    oneOf: (name, values, fallback) => {
      const field = value[name] ?? fallback;
      const found = values.find((candidate) => candidate === field);
      if (!found) throw invalid(`"${name}" must be one of ${values.join(', ')}.`);
      return found;
    },
  };
}
