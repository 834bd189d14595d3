import { imageLimits } from '../domain/image-limits.ts';
import type { Descriptor } from '../domain/image-manifest.ts';
import { isJsonObject, parseJsonObject } from '../domain/json.ts';
import type { RepositoryClient } from './repository-client.ts';
import { retried } from './retry.ts';
import { wholeAnswer } from './whole-answer.ts';

/** Source: https://github.com/opencontainers/image-spec/blob/main/config.md */
export interface ImageConfig {
  readonly labels: Readonly<Record<string, string>>;
  /** Digests of the layers' uncompressed content, in the order of the layers. */
  readonly diffIds: readonly string[];
}

/** What an image's configuration says of it. */
export async function readConfig(
  client: RepositoryClient,
  config: Descriptor,
  signal: AbortSignal,
): Promise<ImageConfig> {
  const doing = `Reading the configuration of an image of ${client.repository}`;
  return retried(doing, client, signal, async () => {
    const request = { method: 'GET', path: `blobs/${config.digest}`, expects: [200], doing } as const;
    const answer = await wholeAnswer(await client.send(request, signal), imageLimits.configBytes);
    return parseConfig(answer.toString());
  });
}

/** Members that are missing or malformed count as empty. */
function parseConfig(text: string): ImageConfig {
  const { config, rootfs } = parseJsonObject(text) ?? {};
  const labels = isJsonObject(config) && isJsonObject(config['Labels']) ? config['Labels'] : {};
  const diffIds = isJsonObject(rootfs) && Array.isArray(rootfs['diff_ids']) ? rootfs['diff_ids'] : [];
  const texts = Object.entries(labels).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  return { labels: Object.fromEntries(texts), diffIds: diffIds.map(String) };
}
