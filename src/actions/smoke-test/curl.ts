import type { ProbeRequest } from '../../http/probe.ts';
import { graphqlJson } from './body.ts';
import type { BodyTemplate } from './suite/body.ts';

const implied = new Set(['user-agent', 'accept', 'content-length']);

/** A request as a curl command, to be tried by hand; cookies and random files are left to the reader. */
export function curlCommand(
  { method, url, headers }: ProbeRequest,
  body: BodyTemplate | undefined,
  flags: readonly string[] = [],
): string {
  const shown = headers.filter(
    ([name]) => !implied.has(name) && !(name === 'content-type' && body?.kind === 'multipart'),
  );
  return [
    'curl -i',
    ...(method === 'GET' ? [] : method === 'HEAD' ? ['--head'] : [`-X ${method}`]),
    ...flags,
    ...shown.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body ? data(body) : []),
    quoted(url),
  ].join(' ');
}

function data(body: BodyTemplate): readonly string[] {
  switch (body.kind) {
    case 'json':
      return [`--data ${quoted(JSON.stringify(body.json))}`];
    case 'form':
      return [`--data ${quoted(new URLSearchParams(body.form).toString())}`];
    case 'text':
      return [`--data-binary ${quoted(body.text)}`];
    case 'graphql':
      return [`--data ${quoted(graphqlJson(body))}`];
    case 'random':
      return ['--data-binary @FILE'];
    case 'file':
      return [`--data-binary ${quoted(`@${body.path}`)}`];
    case 'multipart':
      return Object.entries(body.parts).flatMap(([name, parts]) =>
        parts.map(
          (part) => `-F ${quoted(part.kind === 'field' ? `${name}=${part.text}` : `${name}=@${part.filename}`)}`,
        ),
      );
  }
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
