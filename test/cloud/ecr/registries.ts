import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { closeServer, listen } from '../core/endpoint.ts';
import { openBlobStore } from './blob-store.ts';
import { ecrErrors } from './errors.ts';
import type { Registry, Repository } from './state.ts';

/** All registries of the cloud, one per account and region; each begins to listen when it is first asked for. */
export interface Registries {
  open(accountId: string, region: string): Promise<Registry>;
  /** A repository that is there already, without opening anything. */
  find(accountId: string, region: string, name: string): Repository | undefined;
  /** Throws RepositoryNotFoundException. */
  repository(accountId: string, region: string, name: string): Repository;
  /** The registry that listens on this host and port. */
  byHost(host: string): Registry | undefined;
  close(): Promise<void>;
}

export type RegistryListener = Parameters<typeof createServer>[1];

/** `listener` makes what answers the distribution API of one registry; blobs live in the folder. */
export function registries(folder: () => string, listener: (registry: Registry) => RegistryListener): Registries {
  const opening = new Map<string, Promise<{ readonly registry: Registry; close(): Promise<void> }>>();
  const opened = new Map<string, Registry>();
  const find = (accountId: string, region: string, name: string) =>
    opened.get(`${accountId}/${region}`)?.repositories.get(name);
  return {
    async open(accountId, region) {
      const key = `${accountId}/${region}`;
      const started =
        opening.get(key) ?? start(accountId, region, join(folder(), 'ecr', `${accountId}-${region}`), listener);
      opening.set(key, started);
      const { registry } = await started;
      opened.set(key, registry);
      return registry;
    },
    find,
    repository(accountId, region, name) {
      const repository = find(accountId, region, name);
      if (!repository) throw ecrErrors.repositoryNotFound(name, accountId);
      return repository;
    },
    byHost: (host) => [...opened.values()].find((registry) => registry.host === host),
    async close() {
      for (const started of opening.values()) await (await started).close();
    },
  };
}

async function start(
  accountId: string,
  region: string,
  folder: string,
  listener: (registry: Registry) => RegistryListener,
) {
  const server = createServer();
  const url = await listen(server);
  const registry: Registry = {
    accountId,
    region,
    host: new URL(url).host,
    repositories: new Map(),
    blobs: await openBlobStore(folder),
    downloadSecret: randomBytes(32),
    accountSettings: new Map(),
    scanning: { scanType: 'BASIC', rules: [] },
    templates: new Map(),
  };
  server.on('request', listener(registry) as never);
  return { registry, close: () => closeServer(server) };
}
