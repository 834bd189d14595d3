import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, workbench } from '../../actions/seed-rds/workbench.ts';
import type { DatabaseServer } from '../../support/database.ts';
import type { NativeTools } from './clients.ts';
import type { FileCase } from './file-case.ts';

export type Verdict =
  /** Both ran the file to its end, to the same database. */
  | { readonly kind: 'equal' }
  /** The action refused the file, and the database is as it was before. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Both stopped at an error; of the action, nothing of the file is left, or the same as of the client. */
  | { readonly kind: 'both stopped'; readonly reason: string }
  | { readonly kind: 'different'; readonly reason: string };

/** A server, its tools, and the dump of a new database. */
export interface Bench {
  readonly server: DatabaseServer;
  readonly tools: NativeTools;
  readonly empty: string;
}

export async function benchOf(server: DatabaseServer, tools: NativeTools): Promise<Bench> {
  await tools.reset();
  return { server, tools, empty: comparable(tools.dump()) };
}

/** Gives a file to the action and to the native client, each with a new database, and compares what stands after them. */
export async function compare(file: FileCase, { tools, empty }: Bench): Promise<Verdict> {
  const native = await byClient(file, tools);
  await tools.reset();
  const ours = await byAction(file, tools);
  const after = comparable(tools.dump());
  const told = `\n  client: ${native.ok ? 'ok' : native.said.slice(0, 300)}\n  action: ${ours.failure?.slice(0, 600) ?? 'ok'}`;
  if (ours.refused) {
    if (after !== empty) return { kind: 'different', reason: `refused, and yet something was changed${told}` };
    return { kind: 'refused', reason: ours.failure ?? '' };
  }
  if (native.ok !== (ours.failure === undefined))
    return { kind: 'different', reason: `only one of them failed${told}` };
  if (native.ok)
    return after === native.dump
      ? { kind: 'equal' }
      : { kind: 'different', reason: firstDifference(native.dump, after) };
  if (after !== native.dump && after !== empty)
    return {
      kind: 'different',
      reason: `both failed, and left other things${told}\n${firstDifference(native.dump, after)}`,
    };
  return { kind: 'both stopped', reason: told };
}

async function byClient({ content, native, flags = [] }: FileCase, tools: NativeTools) {
  const folder = mkdtempSync(join(tmpdir(), 'sql-client-'));
  try {
    const path = join(folder, 'file.sql');
    writeFileSync(path, native ?? content);
    await tools.reset();
    return { ...tools.load(path, ...flags), dump: comparable(tools.dump()) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function byAction({ content }: FileCase, tools: NativeTools) {
  const bench = workbench();
  try {
    bench.write({ 'db/001_case.sql': content });
    const inputs = {
      migrations: 'db',
      'url-env': 'DATABASE',
      'allow-destructive': 'true',
      'lock-timeout-seconds': '5',
    };
    const options = { workspace: bench.workspace, environment: { DATABASE: tools.url() } };
    const { failure } = await run(inputs, options);
    return { refused: false, failure: failure?.message };
  } catch (error) {
    return { refused: true, failure: error instanceof Error ? error.message : String(error) };
  } finally {
    bench.remove();
  }
}

/** A dump byte by byte, without the moments that the tools print. */
function comparable(dump: Buffer): string {
  return dump.toString('latin1').replace(/^-- (Dump completed|Host:|Server version).*$/gm, '');
}

function firstDifference(native: string, ours: string): string {
  const [left, right] = [native.split('\n'), ours.split('\n')];
  const at = left.findIndex((line, index) => line !== right[index]);
  const show = (lines: readonly string[]) => (lines[at] ?? '(end)').slice(0, 200);
  return `line ${at + 1} of the dumps:\n  client: ${show(left)}\n  action: ${show(right)}`;
}
