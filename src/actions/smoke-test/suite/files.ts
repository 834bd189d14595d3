import type { Place } from '../../../located-yaml/node.ts';
import type { BodyTemplate } from './body.ts';
import type { Suite } from './suite.ts';

/** A file of the repository that a request sends, and the check that sends it. */
export interface SentFile {
  readonly path: string;
  readonly place: Place;
}

/** The files that the requests of a suite send, clean-up included. */
export function filesOf({ checks }: Pick<Suite, 'checks'>): readonly SentFile[] {
  return checks.flatMap(({ subject, node }) => {
    if (subject.kind === 'login') return pathsOf(subject.login.body).map((path) => ({ path, place: node.place }));
    if (subject.kind !== 'request') return [];
    const own = { body: subject.request.body, node };
    return [own, ...subject.request.always].flatMap((request) =>
      pathsOf(request.body).map((path) => ({ path, place: request.node.place })),
    );
  });
}

function pathsOf(body: BodyTemplate | undefined): readonly string[] {
  if (body?.kind === 'file') return [body.path];
  if (body?.kind !== 'multipart') return [];
  const parts = Object.values(body.parts).flat();
  return parts.flatMap((part) => (part.kind === 'file' && 'path' in part.content ? [part.content.path] : []));
}
