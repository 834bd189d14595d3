import type { Readable } from 'node:stream';
import type { CloudRequest } from '../../core/service.ts';
import type { EcrParts } from '../parts.ts';
import type { Registry, Repository } from '../state.ts';
import type { Token } from '../tokens.ts';

/** One registry request, authenticated and allowed, on a repository that is there. */
export interface Visit {
  readonly request: CloudRequest;
  readonly registry: Registry;
  readonly repository: Repository;
  readonly token: Token;
  readonly parts: EcrParts;
  /** Throws the registry's DENIED unless the token's principal may do this to another repository too. */
  demand(action: string, repositoryName: string): void;
}

export interface RegistryAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
}
