import { createHash } from 'node:crypto';
import { isJsonObject, parseJsonObject } from '../../domain/json.ts';
import { isHeaders } from './stored-headers.ts';
import type { Version } from './version.ts';

/** Where lies what each release changed, relative to the prefix. */
export const undoFolder = '.deploy/undo/';

/** By path, what the release before had there, where that is another content, other headers, or nothing (null). */
export type UndoVersions = ReadonlyMap<string, Version | null>;

/**
 * What a release changed, for a rollback. It lies in an object of its own, named by the SHA-256 of its bytes, and is read only
 * when it is needed. The record of an earlier version of this action holds it itself.
 */
export type Undo = { readonly stored: string } | { readonly versions: UndoVersions };

/** An undo as the object that it is stored in. */
export interface UndoObject {
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** Where an undo lies, relative to the prefix. */
export function undoKey(sha256: string): string {
  return `${undoFolder}${sha256}.json`;
}

/** The keys of all undos that these releases need. */
export function undoKeys(releases: readonly { readonly undo: Undo }[]): readonly string[] {
  return releases.flatMap(({ undo }) => ('stored' in undo ? [undoKey(undo.stored)] : []));
}

/** Equal undos have equal bytes. Headers are a position in a list: a site has few of them. */
export function undoObject(versions: UndoVersions): UndoObject {
  const headers = new Map<string, number>();
  const position = (own: Version['headers']) => {
    const text = JSON.stringify(own);
    const known = headers.get(text) ?? headers.size;
    headers.set(text, known);
    return known;
  };
  const entries = [...versions].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const lines = entries.map(([path, version]) => {
    const stored = version && [version.sha256, position(version.headers)];
    return `${JSON.stringify(path)}:${JSON.stringify(stored)}`;
  });
  const bytes = Buffer.from(
    `{"version":1,"undo":{${lines.join(',\n')}},"headers":[${[...headers.keys()].join(',')}]}\n`,
  );
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes };
}

/** The versions in an undo's object; undefined where it is not one that this version can read. */
export function parseUndo(text: string): UndoVersions | undefined {
  const file = parseJsonObject(text);
  const { version, undo, headers } = file ?? {};
  if (version !== 1 || !isJsonObject(undo) || !Array.isArray(headers) || !headers.every(isHeaders)) return undefined;
  const versions = new Map<string, Version | null>();
  for (const path in undo) {
    const stored = undo[path];
    if (stored === null) versions.set(path, null);
    else if (isStored(stored) && headers[stored[1]])
      versions.set(path, { sha256: stored[0], headers: headers[stored[1]] as Version['headers'] });
    else return undefined;
  }
  return versions;
}

function isStored(value: unknown): value is readonly [sha256: string, headers: number] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'number';
}
