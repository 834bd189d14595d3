import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FunctionStandIn, StandInContext } from './stand-in.ts';

/** actions/cache: restores by key, or by the newest key that begins with one of `restore-keys`; saves a new key in post. */
export const cacheStandIn: FunctionStandIn = {
  main(context) {
    const key = context.input('key');
    const hit = findEntry(context, key);
    context.setOutput('cache-hit', String(hit?.key === key));
    context.setOutput('cache-primary-key', key);
    context.setOutput('cache-matched-key', hit?.key ?? '');
    context.saveState('key', hit?.key === key ? '' : key);
    if (hit === undefined) return context.write(`Cache not found for key: ${key}`);
    pathsOf(context).forEach((path, index) => {
      const stored = join(hit.folder, String(index));
      if (existsSync(stored)) cpSync(stored, path, { recursive: true });
    });
    context.write(`Cache restored from key: ${hit.key}`);
  },
  post(context) {
    const key = context.state('key');
    if (key === '') return;
    const folder = entryFolder(context, key);
    if (existsSync(folder)) return;
    const unfinished = `${folder}.${process.pid}.unfinished`;
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(join(unfinished, 'key'), key);
    pathsOf(context).forEach((path, index) => {
      if (existsSync(path)) cpSync(path, join(unfinished, String(index)), { recursive: true });
    });
    renameSync(unfinished, folder);
    context.write(`Cache saved with key: ${key}`);
  },
};

interface Entry {
  readonly key: string;
  readonly folder: string;
}

function findEntry(context: StandInContext, key: string): Entry | undefined {
  if (existsSync(entryFolder(context, key))) return { key, folder: entryFolder(context, key) };
  const entries = readdirSync(context.cacheFolder)
    .filter((name) => !name.endsWith('.unfinished'))
    .map((name) => join(context.cacheFolder, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
    .map((folder) => ({ key: readFileSync(join(folder, 'key'), 'utf8'), folder }));
  const prefixes = linesOf(context.input('restore-keys'));
  return prefixes
    .map((prefix) => entries.find((entry) => entry.key.startsWith(prefix)))
    .find((entry) => entry !== undefined);
}

/** An entry belongs to a key and a list of paths. */
function entryFolder(context: StandInContext, key: string): string {
  const name = createHash('sha256')
    .update(`${context.input('path')}\0${key}`)
    .digest('hex');
  return join(context.cacheFolder, name);
}

function pathsOf(context: StandInContext): readonly string[] {
  const home = context.environment.HOME ?? '';
  return linesOf(context.input('path')).map((path) => resolve(context.workspace, path.replace(/^~(?=\/|$)/, home)));
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
