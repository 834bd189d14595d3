import { type Cloud, startCloud } from '../../test/cloud/cloud.ts';
import type { Caller } from '../../test/cloud/core/service.ts';
import { type BenchImage, makeImage } from './image.ts';

/** The registries at both ends, in a process of their own: the local cloud's ECR, two accounts. Spoken to by messages. */
export interface Prepare {
  /** What the target has before the copy. */
  readonly present: 'nothing' | 'base' | 'all';
  /** Time that each request takes longer. */
  readonly delayMilliseconds: number;
}

export interface Prepared {
  /** `<host>/<name>@<digest>` */
  readonly source: string;
  /** `<host>/<name>` */
  readonly target: string;
  /** Of the user AWS, for both. */
  readonly password: string;
  /** Points an AWS SDK to the cloud, as an administrator of the target's account. */
  readonly environment: Readonly<Record<string, string>>;
}

/** How often the registries and their API were asked since they were prepared, where that is counted, and whether the image stands at the target under its tag. */
export interface Seen {
  readonly requests: number | undefined;
  readonly arrived: boolean;
}

export type Message = { readonly prepare: Prepare } | 'look';

export const tag = 'bench';
const region = 'us-east-1';
const [sourceAccount, targetAccount] = ['222222222222', '111111111111'];
const targetName = 'clinic/backend';

/** Whose token the other tools get: an administrator of the target's account. */
const caller: Caller = {
  accountId: targetAccount,
  arn: `arn:aws:iam::${targetAccount}:user/bench`,
  userId: 'BENCH',
  kind: 'User',
  policies: [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }],
  keys: {},
};

if (process.send && process.argv[1] === import.meta.filename) await serve(Number(process.argv[2] ?? 1));

async function serve(share: number): Promise<void> {
  const cloud = await startCloud();
  process.once('disconnect', () => void cloud.close());
  const image = await seedSource(cloud, share);
  process.on('message', (message: Message) => {
    const answer = message === 'look' ? look(cloud, image) : prepare(cloud, image, message.prepare);
    void answer.then((value) => process.send?.(value));
  });
  process.send?.('ready');
}

/** The source, which the other account may read by its repository policy alone. */
async function seedSource({ ecr }: Cloud, share: number): Promise<BenchImage> {
  const repository = await ecr.createRepository(sourceAccount, region, { repositoryName: 'clinic/built' });
  repository.policy = JSON.stringify({
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${targetAccount}:root` },
      Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    },
  });
  return makeImage(await ecr.registry(sourceAccount, region), repository, share);
}

/** A new repository with what is to be there, and every request to be so slow. */
async function prepare(cloud: Cloud, image: BenchImage, { present, delayMilliseconds }: Prepare): Promise<Prepared> {
  const { ecr, faults, requests, iam } = cloud;
  const { repositories } = await ecr.registry(targetAccount, region);
  repositories.delete(targetName);
  const target = await ecr.createRepository(targetAccount, region, { repositoryName: targetName });
  const layers = { nothing: [], base: image.base, all: [...image.source.layers.values()] }[present];
  for (const layer of layers) target.layers.set(layer.digest, layer);
  const manifest = image.source.images.get(image.digest);
  if (present === 'all' && manifest) target.images.set(image.digest, manifest);
  if (present === 'all') target.tags.set(tag, image.digest);
  faults.clear();
  if (delayMilliseconds > 0)
    for (const service of ['ecr', 'ecr-registry', 'sts'])
      faults.add({ service, times: Infinity, fault: { kind: 'delay', milliseconds: delayMilliseconds } });
  requests.clear();
  const login = Buffer.from(ecr.authorizationToken(caller, region), 'base64').toString();
  return {
    source: `${image.source.uri}@${image.digest}`,
    target: target.uri,
    password: login.slice('AWS:'.length),
    environment: cloud.environment(iam.administrator(targetAccount), region),
  };
}

async function look({ ecr, requests }: Cloud, { digest }: BenchImage): Promise<Seen> {
  const target = (await ecr.registry(targetAccount, region)).repositories.get(targetName);
  return {
    requests: requests.names().length,
    arrived: target?.tags.get(tag) === digest,
  };
}
