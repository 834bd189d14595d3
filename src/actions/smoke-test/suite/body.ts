import { either, integer, json, mapped, object, optional, record, type Shape, text, variants } from './shape/index.ts';

/** What a request sends, as it was written. */
export type BodyTemplate =
  | { readonly kind: 'json'; readonly json: unknown }
  | { readonly kind: 'form'; readonly form: Readonly<Record<string, string>> }
  | { readonly kind: 'text'; readonly text: string; readonly type: string }
  | { readonly kind: 'random'; readonly bytes: number; readonly type: string }
  | { readonly kind: 'multipart'; readonly parts: Readonly<Record<string, PartTemplate>> };

/** One part of a multipart body. */
export type PartTemplate =
  | { readonly kind: 'field'; readonly text: string }
  | { readonly kind: 'file'; readonly content: FileContent; readonly filename: string; readonly type: string };

export type FileContent = { readonly text: string } | { readonly randomBytes: number };

const randomBytes = integer({ min: 1, max: 64 * 1024 * 1024 }, 'So many random bytes.');
const mediaType = optional(text('Media type.'));

const file: Shape<PartTemplate> = variants(
  [
    {
      keys: ['random-bytes'],
      shape: mapped(
        object(
          { 'random-bytes': randomBytes, filename: text('Name of the file.'), type: mediaType },
          'A file of random bytes.',
        ),
        (given) => filePart({ randomBytes: given['random-bytes'] }, given),
      ),
    },
    {
      keys: ['text'],
      shape: mapped(
        object(
          { text: text('Content of the file.'), filename: text('Name of the file.'), type: mediaType },
          'A text file.',
        ),
        (given) => filePart({ text: given.text }, given),
      ),
    },
  ],
  'A file.',
);

function filePart(
  content: FileContent,
  { filename, type }: { readonly filename: string; readonly type?: string | undefined },
): PartTemplate {
  return { kind: 'file', content, filename, type: type ?? 'application/octet-stream' };
}

const field: Shape<PartTemplate> = mapped(text('Value of a field.'), (value) => ({ kind: 'field', text: value }));

export const body: Shape<BodyTemplate> = variants<BodyTemplate>(
  [
    {
      keys: ['json'],
      shape: mapped(object({ json: json('The JSON value to send.') }, 'JSON.'), (given) => ({
        kind: 'json',
        ...given,
      })),
    },
    {
      keys: ['form'],
      shape: mapped(object({ form: record(text('Value.'), 'Fields.') }, 'A form, URL-encoded.'), (given) => ({
        kind: 'form',
        ...given,
      })),
    },
    {
      keys: ['multipart'],
      shape: mapped(
        object(
          { multipart: record(either(field, file, 'A field or a file.'), 'Parts by name.') },
          'A form with files.',
        ),
        ({ multipart }) => ({ kind: 'multipart', parts: multipart }),
      ),
    },
    {
      keys: ['text'],
      shape: mapped(object({ text: text('The text to send.'), type: mediaType }, 'Text.'), (given) => ({
        kind: 'text',
        text: given.text,
        type: given.type ?? 'text/plain; charset=utf-8',
      })),
    },
    {
      keys: ['random-bytes'],
      shape: mapped(object({ 'random-bytes': randomBytes, type: mediaType }, 'Random bytes.'), (given) => ({
        kind: 'random',
        bytes: given['random-bytes'],
        type: given.type ?? 'application/octet-stream',
      })),
    },
  ],
  'What to send.',
);
