import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { mayHoldSecret, secretContentProblem } from '../../domain/secret/secret-file.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { RunProcess } from '../../machine/process.ts';
import type { Identity, TreeReader } from '../../machine/tree.ts';
import { build } from './build.ts';
import { builtFiles } from './built-files.ts';
import type { Inputs } from './contract.ts';
import { demandFitForUpload, type ServedFile } from './lint.ts';
import { isLeftOut, type Serving, servingOf } from './site.ts';

/** A file of the built site, with what identifies its content. */
export interface LocalFile extends ServedFile, Identity {
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
  if (inputs.buildCommand !== undefined) await build(inputs.buildCommand, inputs, processes, context);
  const [folder, shown] = [join(directory, source), join(inputs.workingDirectory, source)];
  const found = await builtFiles({ directory, source, shown }, isLeftOut(inputs.exclude), tree);
  const serving = servingOf(inputs, found.files);
  const secrets = await secretsIn(folder, found.files, tree);
  const served = found.files.map((path) => ({ path, ...serving(path), ...secrets.get(path) }));
  demandFitForUpload(shown, served, found.linksOut, inputs);
  const generated = inputs.runtimeConfig.length > 0 ? [configFile(inputs.runtimeConfig, serving)] : [];
  const built = served.filter(({ path }) => !generated.some((file) => file.path === path));
  return { folder, files: [...(await tree.identified(folder, built)), ...generated] };
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

/** One build serves every environment: what differs stands in config.json, which the app reads when it starts. */
function configFile(runtimeConfig: Inputs['runtimeConfig'], serving: (path: string) => Serving): LocalFile {
  const text = `${JSON.stringify(Object.fromEntries(runtimeConfig.map(({ name, value }) => [name, value])), null, 2)}\n`;
  const sha256 = createHash('sha256').update(text).digest('hex');
  const path = 'config.json';
  return { path, bytes: Buffer.byteLength(text), ...serving(path), sha256, text };
}
