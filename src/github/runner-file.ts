import { randomUUID } from 'node:crypto';
import { closeSync, constants, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { codeOf } from '../domain/network-error.ts';
import { messageOf, UserError } from '../errors.ts';

const { O_APPEND, O_CREAT, O_NONBLOCK, O_WRONLY } = constants;

/**
 * Appends to one of the files through which a step speaks to the runner, all or nothing: of half a command, the runner makes
 * an error of its own, and loses what follows. A UserError without a next step where the file does not take it.
 */
export function appendToRunnerFile(variable: string, path: string, text: string): void {
  try {
    append(path, Buffer.from(text));
  } catch (error) {
    const why = reasons[codeOf(error)] ?? `${messageOf(error)}.`;
    throw new UserError(
      { what: `The runner's file ${path} (${variable}) could not be written.`, why },
      { cause: error },
    );
  }
}

function append(path: string, bytes: Buffer): void {
  // A pipe that nobody reads is refused at once, instead of being waited for.
  const file = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK, 0o644);
  const { size } = fstatSync(file);
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
  } catch (error) {
    withoutFailing(() => ftruncateSync(file, size));
    throw error;
  } finally {
    withoutFailing(() => closeSync(file));
  }
}

function withoutFailing(undo: () => void): void {
  try {
    undo();
  } catch {
    // The failure that led here says more.
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "The runner's disk is full.",
  EDQUOT: 'The quota of the disk is used up.',
  EACCES: 'It may not be written by this user.',
  EPERM: 'It may not be written by this user.',
  EROFS: 'Its disk is read-only.',
  EISDIR: 'It is a folder.',
  ENOENT: 'Its folder does not exist.',
  ENOTDIR: 'Its folder does not exist.',
  ENXIO: 'It is a pipe that nobody reads.',
  EIO: "The runner's disk is defective.",
};

/** A name and its value as the runner reads them from a file. The delimiter is not to be guessed, so a value cannot end early. */
export function keyValueText(name: string, value: string): string {
  const delimiter = `ghadelimiter_${randomUUID()}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
