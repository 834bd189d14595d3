import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isWrite, type SyncChange } from '../../src/actions/sync-spa-s3/change.ts';
import { action } from '../../src/actions/sync-spa-s3/index.ts';
import { covers } from '../cloud/cloudfront/invalidation-paths.ts';
import { siteConfig } from '../cloud/cloudfront/site-config.ts';
import { environmentStack } from '../infra/environment-stacks.ts';
import { accountId, region, startStage } from '../support/action.ts';
import type { SiteProject } from './project.ts';

const bucket = 'harbour-site';

/** A change that writes an object. */
export type Written = Extract<SyncChange, { readonly kind: 'put' | 'copy' }>;

/** A site in the local cloud, behind a distribution with the function of infra/edge.yml. */
export interface DeployedSite {
  readonly url: string;
  /** Deploys each part of a build as the action does, and invalidates what it names; tells what was written, by part. */
  deploy(folder: string, release: string): Promise<readonly (readonly Written[])[]>;
  /** Why the action refuses a build without this file of its part; undefined where it does not. */
  refusal(folder: string, part: SiteProject['parts'][number], path: string): Promise<string | undefined>;
  /** Takes a file out of the bucket, and out of what the edge keeps; the answer puts it back. */
  lose(key: string): () => Promise<void>;
  /** Lets the edge be one that nobody has asked before. */
  moveEdge(): void;
  close(): Promise<void>;
}

export async function startDeployedSite(project: SiteProject): Promise<DeployedSite> {
  const stage = await startStage(action);
  const { cloudFront, s3 } = stage.cloud;
  s3.createBucket({ accountId, region, name: bucket });
  const code = String(environmentStack('edge', project.edge).resources['Routes']?.Properties['FunctionCode']);
  const viewerRequestFunction = cloudFront.addFunction(accountId, 'routes', code);
  const { edge } = await cloudFront.addDistribution({
    accountId,
    config: siteConfig({ bucket, region, viewerRequestFunction }),
  });
  const allow = (Action: string, Resource: string) => ({ Effect: 'Allow', Principal: '*', Action, Resource });
  const objects = [`arn:aws:s3:::${bucket}/*`, `arn:aws:s3:::${bucket}`] as const;
  const statements = [allow('s3:GetObject', objects[0]), allow('s3:ListBucket', objects[1])];
  s3.setPolicy(bucket, { Version: '2012-10-17', Statement: statements } as never);
  return {
    url: edge.url,
    async deploy(folder, release) {
      const written: (readonly Written[])[] = [];
      for (const { output, inputs } of project.parts) {
        rmSync(join(stage.workspace, output), { recursive: true, force: true });
        cpSync(join(folder, output), join(stage.workspace, output), { recursive: true });
        const ran = await stage.run({ source: output, bucket, 'release-id': release, ...inputs });
        if (ran.failure) throw ran.failure;
        const paths = ran.outputs['invalidation-paths'] as readonly string[];
        edge.forget((kept) => paths.some((path) => covers(path, kept)));
        const changes = (ran.plan?.changes ?? []) as readonly SyncChange[];
        written.push(changes.filter(isWrite));
      }
      // The edge keeps for a second even what must be asked for each time.
      stage.clock.advance(2_000);
      return written;
    },
    async refusal(folder, { output, inputs }, path) {
      cpSync(join(folder, output), join(stage.workspace, 'without'), { recursive: true });
      rmSync(join(stage.workspace, 'without', path));
      const ran = stage.run({ source: 'without', bucket, 'dry-run': 'true', ...inputs });
      const failure = await ran.then(
        (ended) => ended.failure,
        (error: unknown) => error as Error,
      );
      rmSync(join(stage.workspace, 'without'), { recursive: true });
      return failure?.message;
    },
    lose(key) {
      const lost = s3.get(bucket, key);
      if (!lost) throw new Error(`There is no ${key}.`);
      const bytes = lost.bytes();
      s3.delete(bucket, key);
      edge.forget(() => true);
      return async () => {
        s3.put(bucket, key, await bytes, lost.headers as Readonly<Record<string, string>>);
        edge.forget(() => true);
      };
    },
    moveEdge: () => edge.forget(() => true),
    close: () => stage.close(),
  };
}
