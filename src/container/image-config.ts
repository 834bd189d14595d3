import type { Descriptor } from '../domain/image-manifest.ts';
import type { RepositoryClient } from './repository-client.ts';
import { retried } from './retry.ts';
import { wholeAnswer } from './whole-answer.ts';

/** Source: https://github.com/opencontainers/image-spec/blob/main/config.md */
export interface ImageConfig {
  readonly labels: Readonly<Record<string, string>>;
  /** Digests of the layers' uncompressed content, in the order of the layers. */
  readonly diffIds: readonly string[];
}

const attempts = 4;
const maxConfigBytes = 8 * 1024 * 1024;

/** What an image's configuration says of it. */
export async function readConfig(
  client: RepositoryClient,
  config: Descriptor,
  signal: AbortSignal,
): Promise<ImageConfig> {
  const doing = `Reading the configuration of an image of ${client.repository}`;
  return retried(doing, attempts, signal, async () => {
    const request = { method: 'GET', path: `blobs/${config.digest}`, expects: [200], doing } as const;
    const answer = await wholeAnswer(await client.send(request, signal), maxConfigBytes);
    const content = JSON.parse(answer.toString()) as {
      readonly config?: { readonly Labels?: Readonly<Record<string, string>> | null };
      readonly rootfs?: { readonly diff_ids?: readonly string[] };
    };
    return { labels: content.config?.Labels ?? {}, diffIds: content.rootfs?.diff_ids ?? [] };
  });
}
