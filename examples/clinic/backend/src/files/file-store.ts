import { createHash, randomUUID } from 'node:crypto';
import type { User } from '../auth/user.ts';
import type { Queries, Row } from '../database/database.ts';
import { integer, text, time } from '../database/row.ts';
import { notFound } from '../http/problem.ts';
import type { Uploads } from './uploads.ts';

/** A file of a request. */
export interface StoredFile {
  readonly id: number;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
}

const selectFiles = `select request_files.*, users.name as uploader from request_files
  join users on users.id = request_files.uploaded_by`;

export async function filesOf(queries: Queries, requestId: number): Promise<readonly StoredFile[]> {
  const rows = await queries.rows(`${selectFiles} where request_id = ? order by request_files.id`, [requestId]);
  return rows.map(fileFromRow);
}

/** A file of this request, and where its bytes are. Throws 404. */
export async function findFile(
  queries: Queries,
  requestId: number,
  id: number,
): Promise<{ readonly file: StoredFile; readonly key: string }> {
  const [row] = await queries.rows(`${selectFiles} where request_files.id = ? and request_id = ?`, [id, requestId]);
  if (!row) throw notFound('file');
  return { file: fileFromRow(row), key: text(row, 'storage_key') };
}

/** Keeps the bytes first and then the row, so that every row has its bytes. */
export async function storeFile(
  queries: Queries,
  uploads: Uploads,
  requestId: number,
  file: File,
  user: User,
  now: Date,
): Promise<StoredFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const key = `${requestId}/${randomUUID()}`;
  const mediaType = /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type.slice(0, 100) : 'application/octet-stream';
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const name = displayName(file.name);
  await uploads.put(key, bytes, mediaType);
  try {
    const id = await queries.insert(
      `insert into request_files (request_id, name, media_type, size_bytes, sha256, storage_key, uploaded_by, uploaded_at)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
      [requestId, name, mediaType, bytes.length, sha256, key, user.id, now],
    );
    return { id, name, mediaType, sizeBytes: bytes.length, sha256, uploadedBy: user.name, uploadedAt: now };
  } catch (error) {
    await uploads.delete(key);
    throw error;
  }
}

/** Deletes the rows first and then the bytes: what is left behind by an interruption is never referred to. */
export async function deleteFilesOf(queries: Queries, uploads: Uploads, requestId: number): Promise<void> {
  const rows = await queries.rows('select storage_key from request_files where request_id = ?', [requestId]);
  await queries.change('delete from request_files where request_id = ?', [requestId]);
  for (const row of rows) await uploads.delete(text(row, 'storage_key'));
}

function fileFromRow(row: Row): StoredFile {
  return {
    id: integer(row, 'id'),
    name: text(row, 'name'),
    mediaType: text(row, 'media_type'),
    sizeBytes: integer(row, 'size_bytes'),
    sha256: text(row, 'sha256'),
    uploadedBy: text(row, 'uploader'),
    uploadedAt: time(row, 'uploaded_at'),
  };
}

/** The last part of the name, without control characters: it is shown, and sent back in a header, but never a path. */
function displayName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return [...last.replace(/\p{Cc}/gu, '')].slice(0, 200).join('') || 'file';
}
