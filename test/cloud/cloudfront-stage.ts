import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { type CloudFront, type CloudFrontParts, cloudFrontService } from './cloudfront/cloudfront.ts';
import type { OpenOrigin } from './cloudfront/edge/origins.ts';
import { type ScriptedClock, scriptedClock } from './core/clock.ts';
import { startEndpoint } from './core/endpoint.ts';
import { type Faults, scriptedFaults } from './core/faults.ts';
import { recordedRequests } from './core/requests.ts';
import { type Iam, startIam } from './iam/iam.ts';
import type { Credentials } from './iam/identities.ts';

export const accountId = '111111111111';

/** CloudFront alone, in front of a bucket that is a map: for tests of its API and its edge. */
export interface Stage {
  readonly cloudFront: CloudFront;
  readonly clock: ScriptedClock;
  readonly faults: Faults;
  readonly iam: Iam;
  readonly bucket: MapBucket;
  client(credentials?: Credentials): CloudFrontClient;
  close(): Promise<void>;
}

export interface MapBucket {
  put(key: string, body: string, headers?: Readonly<Record<string, string>>): void;
  delete(key: string): void;
  /** Keys in the order in which the edge asked for them, with the status that it got. */
  readonly opened: string[];
  /** Makes every answer an error of this status; undefined ends that. */
  fail(status: number | undefined): void;
  /** Holds the next answer back, as it is now, until it is released; `asked` ends when it is waited for. */
  hold(): { readonly asked: Promise<void>; release(): void };
}

export async function startStage(options: Partial<CloudFrontParts> = {}): Promise<Stage> {
  const clock = scriptedClock();
  const faults = scriptedFaults();
  const iam = startIam(clock);
  const { open, ...bucket } = mapBucket();
  const cloudFront = cloudFrontService({ ...options, clock, openOrigin: open });
  const { record } = recordedRequests();
  const endpoint = await startEndpoint({ services: [cloudFront], gatekeeper: iam.gatekeeper, faults, clock, record });
  return {
    ...{ cloudFront, clock, faults, iam, bucket },
    client: (credentials = iam.administrator(accountId)) =>
      new CloudFrontClient({ endpoint: endpoint.url, region: 'us-east-1', maxAttempts: 1, credentials }),
    async close() {
      await endpoint.close();
      await cloudFront.close?.();
    },
  };
}

function mapBucket(): MapBucket & { readonly open: OpenOrigin } {
  const objects = new Map<string, { readonly body: string; readonly headers: Readonly<Record<string, string>> }>();
  const opened: string[] = [];
  let failure: number | undefined;
  let held: { asked(): void; readonly released: Promise<void> } | undefined;
  const answer = (key: string, asked: Readonly<Record<string, string>>) => {
    const object = objects.get(key);
    const status = failure ?? (object ? 200 : 404);
    if (!object || failure)
      return { status, headers: { 'content-type': 'application/xml' }, body: `<Error>${status}</Error>` };
    const etag = `"${createHash('md5').update(object.body).digest('hex')}"`;
    const headers = {
      'content-type': 'text/html',
      etag,
      'last-modified': 'Mon, 02 Nov 2026 08:00:00 GMT',
      ...object.headers,
    };
    return asked['if-none-match'] === etag
      ? { status: 304, headers, body: '' }
      : { status, headers, body: object.body };
  };
  return {
    opened,
    put: (key, body, headers = {}) => void objects.set(key, { body, headers }),
    delete: (key) => void objects.delete(key),
    fail: (status) => {
      failure = status;
    },
    hold() {
      const asked = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      held = { asked: asked.resolve, released: released.promise };
      return { asked: asked.promise, release: released.resolve };
    },
    async open({ key, headers: asked }) {
      const { status, headers, body } = answer(key, asked);
      opened.push(`${key} ${status}`);
      const holding = held;
      held = undefined;
      holding?.asked();
      await holding?.released;
      return { status, headers, body: Readable.from([Buffer.from(body)]) };
    },
  };
}
