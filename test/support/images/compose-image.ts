import { finishLayout, type Image, type ImageConfig, type RunConfig, shareBlob, streamBlob } from './layout.ts';
import { deterministicTar, type TarEntry } from './tar.ts';

export interface ImageRecipe {
  /** Where the layout goes; a folder of its own. */
  readonly folder: string;
  /** [nothing, as FROM scratch] */
  readonly base?: Image;
  readonly entries: readonly TarEntry[];
  /** What it sets replaces the base's; variables and labels are added to the base's. */
  readonly config?: RunConfig;
  /** [that of this machine] */
  readonly architecture?: string;
}

/** Makes an image of a base and one layer without any engine; the same content always gives the same digests. */
export async function composeImage({ folder, base, entries, config = {}, architecture }: ImageRecipe): Promise<Image> {
  for (const layer of base?.layers ?? []) await shareBlob(base?.folder ?? '', folder, layer);
  const layer = await streamBlob(folder, deterministicTar(entries));
  const layers = [...(base?.layers ?? []), layer];
  const content: ImageConfig = {
    architecture: architecture ?? base?.config.content.architecture ?? imageArchitecture(process.arch),
    os: 'linux',
    created: '1970-01-01T00:00:00Z',
    config: merged(base?.config.content.config ?? {}, config),
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
  };
  return finishLayout(folder, layers, content);
}

/** Node's name of an architecture in the words of the OCI: `x64` is `amd64`. */
export function imageArchitecture(arch: string): string {
  return arch === 'x64' ? 'amd64' : arch;
}

function merged(base: RunConfig, own: RunConfig): RunConfig {
  const named = new Map([...(base.Env ?? []), ...(own.Env ?? [])].map((pair) => [pair.split('=')[0] ?? '', pair]));
  const labels = { ...base.Labels, ...own.Labels };
  return {
    ...base,
    ...own,
    ...(named.size > 0 ? { Env: [...named.values()] } : {}),
    ...(Object.keys(labels).length > 0 ? { Labels: labels } : {}),
  };
}
