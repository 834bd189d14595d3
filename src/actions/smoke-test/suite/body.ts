import { posix } from 'node:path';
import {
  either,
  integer,
  json,
  mapped,
  object,
  oneOrMore,
  optional,
  record,
  ruled,
  type Shape,
  text,
  variants,
} from './shape/index.ts';

/** What a request sends, as it was written. */
export type BodyTemplate =
  | { readonly kind: 'json'; readonly json: unknown }
  | { readonly kind: 'form'; readonly form: Readonly<Record<string, string>> }
  | { readonly kind: 'text'; readonly text: string; readonly type: string }
  | { readonly kind: 'random'; readonly bytes: number; readonly type: string }
  | { readonly kind: 'file'; readonly path: string; readonly type: string }
  | {
      readonly kind: 'graphql';
      readonly query: string;
      readonly variables: unknown;
      readonly operation: string | undefined;
    }
  | { readonly kind: 'multipart'; readonly parts: Readonly<Record<string, readonly PartTemplate[]>> };

/** One part of a multipart body. */
export type PartTemplate =
  | { readonly kind: 'field'; readonly text: string }
  | { readonly kind: 'file'; readonly content: FileContent; readonly filename: string; readonly type: string };

/** `path` is that of a file of the repository, relative to the workspace. */
export type FileContent = { readonly text: string } | { readonly randomBytes: number } | { readonly path: string };

const randomBytes = integer({ min: 1, max: 64 * 1024 * 1024 }, 'So many random bytes.');
const mediaType = optional(text('Media type.'));

/** A file of the repository, by its path from the suite on. A variable in it could make a server choose what is sent. */
const repositoryFile: Shape<string> = mapped(
  ruled(text('A file of the repository, by its path from this file on.'), (path) => {
    if (path.includes('${')) return 'a path holds no variables; take a fragment with a parameter';
    return posix.isAbsolute(path) ? 'it must be a path from this file on' : undefined;
  }),
  (path, { place }) => posix.normalize(posix.join(posix.dirname(place.file), path)),
);

const file: Shape<PartTemplate> = variants(
  [
    {
      keys: ['file'],
      shape: mapped(
        object(
          { file: repositoryFile, filename: optional(text('Name of the file. Default: its own.')), type: mediaType },
          'A file of the repository.',
        ),
        (given) => filePart({ path: given.file }, { filename: posix.basename(given.file), ...given }),
      ),
    },
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
  { filename, type }: { readonly filename?: string | undefined; readonly type?: string | undefined },
): PartTemplate {
  return { kind: 'file', content, filename: filename ?? '', type: type ?? 'application/octet-stream' };
}

const field: Shape<PartTemplate> = mapped(text('Value of a field.'), (value) => ({ kind: 'field', text: value }));

const graphql = object(
  {
    query: text('A document of GraphQL.'),
    variables: optional(json('Values of its variables.')),
    operation: optional(text('Which of its operations runs.')),
  },
  'A request to a GraphQL server.',
);

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
          {
            multipart: record(
              oneOrMore(either(field, file, 'A field or a file.'), 'One or several.'),
              'Parts by name.',
            ),
          },
          'A form with files.',
        ),
        ({ multipart }) => ({ kind: 'multipart', parts: multipart }),
      ),
    },
    {
      keys: ['graphql'],
      shape: mapped(object({ graphql }, 'A GraphQL request: the response must have no `errors`.'), (given) => ({
        kind: 'graphql',
        query: given.graphql.query,
        variables: given.graphql.variables,
        operation: given.graphql.operation,
      })),
    },
    {
      keys: ['file'],
      shape: mapped(object({ file: repositoryFile, type: mediaType }, 'A file of the repository.'), (given) => ({
        kind: 'file',
        path: given.file,
        type: given.type ?? 'application/octet-stream',
      })),
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
