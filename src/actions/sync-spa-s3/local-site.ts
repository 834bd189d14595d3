import { join } from 'node:path';
import { mayHoldSecret, secretContentProblem } from '../../domain/secret/secret-file.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { RunProcess } from '../../machine/process.ts';
import type { Identity, TreeReader } from '../../machine/tree.ts';
import { build } from './build.ts';
import { builtFiles } from './built-files.ts';
import type { Inputs } from './contract.ts';
import { demandFitForUpload, type ServedFile } from './lint.ts';
import { demandNewOutput } from './new-output.ts';
import { fromTwins, type StoredFile } from './precompressed.ts';
import { runtimeConfigFile } from './runtime-config.ts';
import { serviceWorkers } from './service-workers.ts';
import { isLeftOut, servingOf } from './site.ts';

/** A file of the built site, with what identifies its content. */
export interface LocalFile extends StoredFile, Identity {
  /** The content of a file that this run makes itself. */
  readonly text?: string;
  /** Its content changed under a name that browsers were told to keep. */
  readonly thawed?: true;
}

/** The built site. */
export interface LocalSite {
  readonly folder: string;
  readonly files: readonly LocalFile[];
}

/** Builds the site if asked to and not only planning, checks that it is fit for upload, and hashes it. */
export async function localSite(
  source: string,
  inputs: Inputs,
  { tree, processes }: { readonly tree: TreeReader; readonly processes: RunProcess },
  context: Context,
): Promise<LocalSite> {
  const directory = join(context.run.workspace, inputs.workingDirectory);
  const [folder, shown] = [join(directory, source), join(inputs.workingDirectory, source)];
  const isOut = isLeftOut(inputs.exclude);
  if (inputs.buildCommand !== undefined) {
    const state = () => tree.state(folder, isOut);
    await demandNewOutput(() => build(inputs.buildCommand ?? '', inputs, processes, context), state, shown);
  }
  const found = await builtFiles({ directory, source, shown }, inputs, tree);
  const workers = await serviceWorkers(folder, found.files, tree);
  const serving = servingOf(inputs, found.files, workers);
  const secrets = await secretsIn(folder, found.files, tree);
  const served = found.files.map((path) => {
    const worker = workers.has(path) ? ({ isServiceWorker: true } as const) : {};
    return { path, ...serving(path), ...worker, ...secrets.get(path) };
  });
  const made = runtimeConfigFile(inputs, serving);
  const built = served.filter(({ path }) => path !== made?.path);
  demandFitForUpload(shown, made ? [...built, made] : built, found.linksOut, inputs);
  const onDisk = fromTwins(built, inputs).map((file) => ({ path: file.stored ?? file.path, file }));
  const identified = await tree.identified(folder, onDisk);
  const files = identified.map(({ file, bytes, sha256 }): LocalFile => ({ ...file, bytes, sha256 }));
  return { folder, files: made ? [...files, made] : files };
}

/** Files whose names tell nothing, and whose content does. */
async function secretsIn(
  folder: string,
  paths: readonly string[],
  tree: TreeReader,
): Promise<ReadonlyMap<string, Pick<ServedFile, 'secret'>>> {
  const found = new Map<string, Pick<ServedFile, 'secret'>>();
  for (const path of paths.filter((each) => mayHoldSecret(each))) {
    const content = Buffer.from(await tree.content(`${folder}/${path}`, 0)).toString('latin1');
    const secret = secretContentProblem(path, content);
    if (secret !== undefined) found.set(path, { secret });
  }
  return found;
}
