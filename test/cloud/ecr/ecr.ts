import type { CreateRepositoryRequest } from '@aws-sdk/client-ecr';
import type { Clock } from '../core/clock.ts';
import { jsonService } from '../core/json-service.ts';
import type { Caller, Service } from '../core/service.ts';
import { imageOperations } from './image-operations.ts';
import { layerOperations } from './layer-operations.ts';
import type { EcrParts } from './parts.ts';
import { type ImageReference, type PulledImage, pullImage } from './pull.ts';
import { type Registries, registries } from './registries.ts';
import { type ListenerParts, registryListener } from './registry/listener.ts';
import { createRepository, repositoryOperations } from './repository-operations.ts';
import { type ScanBook, type ScanTimes, scanBook } from './scan-book.ts';
import { scanOperations } from './scan-operations.ts';
import { type SeedContent, type SeedPlace, seedImage } from './seed.ts';
import { settingOperations } from './setting-operations.ts';
import type { Push, Registry, Repository } from './state.ts';
import { templateOperations } from './template-operations.ts';
import { issuedTokens } from './tokens.ts';

export interface EcrOptions {
  /** Page size of lists when the caller asks for none [100]. */
  readonly pageSize?: number;
  /** How long scans take [begin after 0.05 s, end 0.2 s later]. */
  readonly scanTimes?: ScanTimes;
  /** [12 hours] */
  readonly tokenLifetimeMilliseconds?: number;
}

export interface EcrOutside extends ListenerParts {
  readonly clock: Clock;
  /** Answers the folder for layers, which its owner removes; asked when there is something to put there. */
  folder(): string;
}

/** ECR with its registries, and the handle by which tests and other services look inside. */
export interface Ecr extends Service {
  /** The registry of an account and region; it begins to listen when it is first asked for. */
  registry(accountId: string, region: string): Promise<Registry>;
  /** Makes a repository without a call. */
  createRepository(
    accountId: string,
    region: string,
    wish: Partial<CreateRepositoryRequest> & { readonly repositoryName: string },
  ): Promise<Repository>;
  /** Puts an image there without a call; answers its reference by digest. */
  seedImage(accountId: string, region: string, place: SeedPlace, content?: SeedContent): Promise<string>;
  /** The registry that an image reference's host stands for. */
  registryAt(host: string): Registry | undefined;
  /** A token as GetAuthorizationToken gives it, for a service that pulls as a role. */
  authorizationToken(caller: Caller, region: string): string;
  /** Pulls an image as a service does that runs it; throws what the registry would answer. */
  pull(caller: Caller, reference: ImageReference, architecture: string): Promise<PulledImage>;
  readonly scans: Pick<ScanBook, 'script'>;
  /** Calls `listener` after each push, of a manifest or by PutImage. */
  onPush(listener: (push: Push) => void): void;
  close(): Promise<void>;
}

export function ecrService(outside: EcrOutside, options: EcrOptions = {}): Ecr {
  const { clock, folder } = outside;
  const listeners: ((push: Push) => void)[] = [];
  const scans = scanBook(clock, options.scanTimes ?? { beginMilliseconds: 50, scanMilliseconds: 200 });
  const all: Registries = registries(folder, (registry) => registryListener(registry, parts, outside));
  const parts: EcrParts = {
    registries: all,
    tokens: issuedTokens(options.tokenLifetimeMilliseconds),
    scans,
    clock,
    pageSize: options.pageSize ?? 100,
    pushed(push) {
      const { accountId, region } = push.repository;
      void all.open(accountId, region).then((registry) => scans.afterPush(registry, push.repository, push.image));
      for (const listener of listeners) listener(push);
    },
  };
  const authorizationToken = (caller: Caller, region: string) =>
    parts.tokens.issue(caller, region, clock.now()).authorizationToken;
  return {
    ...jsonService('ecr', '1.1', {
      ...repositoryOperations(parts),
      ...imageOperations(parts),
      ...layerOperations(parts),
      ...scanOperations(parts),
      ...settingOperations(parts),
      ...templateOperations(parts),
    }),
    registry: all.open,
    createRepository: async (accountId, region, wish) =>
      createRepository(await all.open(accountId, region), wish as CreateRepositoryRequest, clock.now()),
    async seedImage(accountId, region, place, content = {}) {
      const push = await seedImage(await all.open(accountId, region), place, content, clock.now());
      parts.pushed(push);
      return `${push.repository.uri}@${push.image.digest}`;
    },
    registryAt: all.byHost,
    authorizationToken,
    pull: (caller, reference, architecture) =>
      pullImage({ registries: all, iam: outside.iam, authorizationToken }, caller, reference, architecture),
    scans,
    onPush: (listener) => void listeners.push(listener),
    close: all.close,
  };
}
