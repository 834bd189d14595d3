import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { action } from '../../../src/actions/sync-spa-s3/index.ts';
import type { CloudOptions } from '../../cloud/cloud.ts';
import type { BucketSpec } from '../../cloud/s3/buckets.ts';
import { accountId, type How, type Ran, region, type Stage, startStage } from '../../support/action.ts';

export const bucket = 'clinic-site';
export const manifestKey = '.deploy/manifest.json';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A bucket and a built site: what a test of the sync needs. */
export interface SiteStage extends Stage {
  /** Replaces the built site in `dist`. */
  build(files: Files): void;
  /** Builds these files, if any, and syncs. */
  sync(files?: Files, inputs?: Readonly<Record<string, string>>, how?: How): Promise<Ran>;
  /** What the bucket holds, without our record. */
  keys(): readonly string[];
  content(key: string): Promise<string | undefined>;
  headers(key: string): { readonly type?: string | undefined; readonly cache?: string | undefined };
  /** The keys that S3 was asked to write or delete since this was called before, in order: `put a.js`, `copy …`, `delete …`. */
  writes(): readonly string[];
  days(count: number): void;
}

/** A small site as bundlers make it; `version` is in the names and contents that change with each build. */
export function site(version: string): Files {
  return {
    'index.html': `<script src="/assets/app-${version}c0ffee0.js"></script>`,
    'about/index.html': `about ${version}`,
    'favicon.svg': '<svg/>',
    [`assets/app-${version}c0ffee0.js`]: `app ${version}`,
    'assets/vendor-0a1b2c3d.js': 'vendor',
  };
}

export async function startSite(spec: Partial<BucketSpec> = {}, options: CloudOptions = {}): Promise<SiteStage> {
  const stage = await startStage(action, options);
  const { cloud, workspace, clock } = stage;
  cloud.s3.createBucket({ accountId, region, name: bucket, ...spec });
  let builds = 0;
  const build = (files: Files) => {
    const builtAt = new Date(clock.now().getTime() + ++builds * 1_000);
    rmSync(join(workspace, 'dist'), { recursive: true, force: true });
    stage.write(Object.fromEntries(Object.entries(files).map(([path, content]) => [`dist/${path}`, content])));
    // No build leaves the same file times as the one before.
    for (const path of Object.keys(files)) utimesSync(join(workspace, 'dist', path), builtAt, builtAt);
  };
  return {
    ...stage,
    build,
    sync(files, inputs, how) {
      if (files) build(files);
      return stage.run({ source: 'dist', bucket, ...inputs }, how);
    },
    keys: () => cloud.s3.keys(bucket).filter((key) => !key.includes('.deploy/')),
    content: async (key) => (await cloud.s3.get(bucket, key)?.bytes())?.toString(),
    headers(key) {
      const headers = cloud.s3.get(bucket, key)?.headers;
      return { type: headers?.['content-type'], cache: headers?.['cache-control'] };
    },
    writes() {
      const verbs = { PutObject: 'put', CopyObject: 'copy', DeleteObjects: 'delete' } as const;
      const asked = cloud.requests.all({ service: 's3' }).flatMap(({ operation, input }) => {
        const verb = verbs[operation as keyof typeof verbs];
        const key = (input as { readonly Key?: string }).Key ?? '';
        return verb === undefined || key.includes('.deploy/') || (verb === 'delete' && key !== '')
          ? []
          : [`${verb} ${key}`.trim()];
      });
      cloud.requests.clear();
      return asked;
    },
    days: (count) => clock.advance(count * 86_400_000),
  };
}
