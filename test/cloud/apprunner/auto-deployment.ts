import { parseReference } from '../ecr/pull.ts';
import type { Push } from '../ecr/state.ts';
import type { AppRunnerParts } from './parts.ts';
import { startDeployment } from './service-operations.ts';
import type { AppRunnerService } from './state.ts';

/** Deploys the services that follow the tag which was just pushed; a busy or paused one misses it. */
export function deployPushed(parts: AppRunnerParts, services: readonly AppRunnerService[], push: Push): void {
  for (const service of services)
    if (service.status === 'RUNNING' && follows(service, push))
      startDeployment(parts, service, 'START_DEPLOYMENT', service.configuration);
}

function follows({ accountId, configuration: { source } }: AppRunnerService, { repository, tag }: Push): boolean {
  const reference = parseReference(source.ImageRepository?.ImageIdentifier ?? '');
  return (
    source.AutoDeploymentsEnabled === true &&
    accountId === repository.accountId &&
    tag !== undefined &&
    reference?.tag === tag &&
    `${reference.host}/${reference.repositoryName}` === repository.uri
  );
}
