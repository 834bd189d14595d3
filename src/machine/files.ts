import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemTrouble } from '../domain/system-error.ts';
import { messageOf, UserError } from '../errors.ts';
import { type FileBytes, fileBytes } from './file-bytes.ts';

/** Reads files of the workspace, by absolute path. */
export interface FilesReader {
  /** A file's text; a UserError when it cannot be read. */
  text(path: string): Promise<string>;
  /** A file as it is; a UserError when it cannot be read. */
  bytes(path: string): Promise<Uint8Array>;
  /** A file whose bytes are read where they are asked for; a UserError when it cannot be read. */
  opened(path: string): Promise<FileBytes>;
  /** Paths of all files below a folder, relative to it with `/`, sorted; none when there is no such folder. */
  filesBelow(folder: string): Promise<readonly string[]>;
}

/** Writes files of reports, by absolute path. */
export interface FilesWriter {
  /** Writes a file and the folders it needs. */
  write(path: string, content: string | Uint8Array): Promise<void>;
}

function notRead(path: string) {
  return (error: unknown): never => {
    throw new UserError(
      {
        what: `The file ${path} could not be read.`,
        why: `${messageOf(error)}.`,
        next: 'Check the path, and that an earlier step checks out or builds it.',
      },
      { cause: error },
    );
  };
}

function notWritten(path: string, error: unknown): UserError {
  const doing = `Writing the file ${path}`;
  const parts = {
    what: `${doing} failed.`,
    why: `${messageOf(error)}.`,
    next: 'Check the path, and the folder that it is in.',
  };
  return systemTrouble(error, doing) ?? new UserError(parts, { cause: error });
}

export function files(): { readonly reader: FilesReader; readonly writer: FilesWriter } {
  return {
    reader: {
      text: (path) => readFile(path, 'utf8').catch(notRead(path)),
      bytes: (path) => readFile(path).catch(notRead(path)),
      opened: (path) => Promise.resolve(path).then(fileBytes).catch(notRead(path)),
      async filesBelow(folder) {
        const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
        const names = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => `${parentPath}/${name}`);
        return names.map((name) => name.slice(folder.length).replaceAll('\\', '/').replace(/^\/+/, '')).toSorted();
      },
    },
    writer: {
      async write(path, content) {
        try {
          await mkdir(dirname(path), { recursive: true });
          await writeFile(path, content);
        } catch (error) {
          throw notWritten(path, error);
        }
      },
    },
  };
}
