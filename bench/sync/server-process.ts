import { startCloud } from '../../test/cloud/cloud.ts';

/** What the benchmark asks of its S3 server, over the IPC channel; each question is answered by one message. */
export type Question =
  | { readonly ask: 'credentials' }
  /** Makes every S3 request take so long, before it is answered. */
  | { readonly ask: 'delay'; readonly milliseconds: number }
  | { readonly ask: 'bucket'; readonly name: string }
  | { readonly ask: 'empty'; readonly name: string }
  /** Key and ETag of each object. */
  | { readonly ask: 'objects'; readonly name: string }
  /** How many requests came since this was asked before, by operation. */
  | { readonly ask: 'requests' };

const region = 'us-east-1';
const cloud = await startCloud();
const accountId = cloud.accounts[0] ?? '';

process.on('message', (question: Question) => process.send?.(answer(question) ?? null));
process.once('disconnect', () => void cloud.close());

function answer(question: Question): unknown {
  switch (question.ask) {
    case 'credentials':
      return cloud.environment(cloud.iam.administrator(accountId), region);
    case 'delay':
      cloud.faults.clear();
      if (question.milliseconds > 0) {
        const fault = { kind: 'delay', milliseconds: question.milliseconds } as const;
        cloud.faults.add({ service: 's3', times: Number.POSITIVE_INFINITY, fault });
      }
      return undefined;
    case 'bucket':
      return cloud.s3.createBucket({ accountId, region, name: question.name });
    case 'empty':
      for (const key of cloud.s3.keys(question.name)) cloud.s3.delete(question.name, key);
      return undefined;
    case 'objects':
      return cloud.s3.keys(question.name).map((key) => [key, cloud.s3.get(question.name, key)?.etag]);
    case 'requests': {
      const names = cloud.requests.names();
      cloud.requests.clear();
      return Object.fromEntries(
        [...new Set(names)].map((name) => [name, names.filter((other) => other === name).length]),
      );
    }
  }
}
