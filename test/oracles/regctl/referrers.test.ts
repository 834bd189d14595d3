import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ecr } from '../../../src/aws/ecr.ts';
import { cosignTags } from '../../../src/domain/referrer.ts';
import { runProcess } from '../../../src/machine/process.ts';
import { accountId, region, type Stage, startStage, wholePolicy } from '../../actions/build-push-ecr/stage.ts';
import { digestOf, putImage } from '../../cloud/ecr/images.ts';
import type { Repository } from '../../cloud/ecr/state.ts';
import { programPath } from '../../support/machine.ts';
import { describeWith } from '../../support/requires.ts';
import { sample } from '../../support/sample.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const index = 'application/vnd.oci.image.index.v1+json';
let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
  stage.permit([await wholePolicy()]);
});
afterEach(() => stage.close());

async function regctl(...args: readonly string[]): Promise<string> {
  const environment = { REGCTL_CONFIG: join(stage.workspace, 'regctl.json') };
  const command = { program: programPath('regctl') ?? '', arguments: args, environment };
  const { exitCode, stdout, stderr } = await runProcess(command, AbortSignal.timeout(30_000));
  if (exitCode !== 0) throw new Error(`regctl ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** Three repositories of one registry, to which regctl is signed in. */
async function repositories(): Promise<readonly [source: Repository, target: Repository, peer: Repository]> {
  const create = (repositoryName: string) => stage.cloud.ecr.createRepository(accountId, region, { repositoryName });
  const all = [await create('clinic/built'), await create('clinic/backend'), await create('clinic/peer')] as const;
  const { host } = await stage.cloud.ecr.registry(accountId, region);
  await regctl('registry', 'set', host, '--tls=disabled', '--skip-check');
  const user = cloudUser();
  const { password } = await ecr({ region }).reader.login(undefined, new AbortController().signal);
  user.restore();
  await regctl('registry', 'login', host, '--user=AWS', `--pass=${password}`, '--skip-check');
  return all;
}

/** Lets this process be an administrator for a moment: regctl may all. */
function cloudUser() {
  const before = { ...process.env };
  Object.assign(process.env, stage.cloud.environment(stage.cloud.iam.administrator(accountId), region));
  return { restore: () => Object.assign(process.env, before) };
}

/** An index of two platforms in a repository; answers all its digests, its own first. */
async function seededIndex(source: Repository): Promise<readonly string[]> {
  const seed = (architecture: string) =>
    stage.cloud.ecr.seedImage(accountId, region, { repositoryName: source.name }, { architecture });
  const digests = [await seed('amd64'), await seed('arm64')].map((name) => name.split('@')[1] ?? '');
  const manifests = digests.map((digest) => {
    const { mediaType = '', manifest = '' } = source.images.get(digest) ?? {};
    return { mediaType, digest, size: manifest.length };
  });
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: index, manifests });
  putImage(source, { manifest, mediaType: index, tag: 'v1', digest: undefined, again: 'allow' }, new Date());
  return [digestOf(manifest), ...digests];
}

describeWith('regctl', 'what regctl attaches and copies', () => {
  const seeds = sample([1, 2, 3, 4, 5, 6, 7, 8], 4);

  test.each(seeds)('is what a promotion copies: random referrers and tags of cosign, %d', async (seed) => {
    const random = seededRandom(seed);
    const [source, target, peer] = await repositories();
    const subjects = [...(await seededIndex(source))];
    for (let count = 0; count < 6; count++) {
      const subject = subjects[Math.floor(random() * subjects.length)] ?? '';
      const file = join(stage.workspace, `artifact-${count}`);
      await writeFile(file, `artifact ${seed} ${count}`);
      const what = ['--artifact-type=application/vnd.example', `--file=${file}`, '--file-media-type=text/plain'];
      const tag = cosignTags(subject)[Math.floor(random() * 3)] ?? '';
      const isTagged = random() < 0.4 && !source.tags.has(tag);
      const where = isTagged ? [`${source.uri}:${tag}`] : [`--subject=${source.uri}@${subject}`];
      const format = '--format={{ .Manifest.GetDescriptor.Digest }}';
      subjects.push(await regctl('artifact', 'put', ...what, format, ...where));
    }
    await regctl('image', 'copy', '--referrers', '--digest-tags', `${source.uri}:v1`, `${peer.uri}:v1`);
    const inputs = { repository: target.name, 'source-image': `${source.uri}:v1`, tags: 'v1' };
    const { failure } = await stage.run({ ...inputs, 'copy-referrers': 'true' });
    expect(failure).toBeUndefined();
    expect([...target.images.keys()].toSorted()).toEqual([...source.images.keys()].toSorted());
    expect([...peer.images.keys()].toSorted()).toEqual([...target.images.keys()].toSorted());
    expect(new Map([...target.tags].toSorted())).toEqual(new Map([...peer.tags].toSorted()));
    const tree = async (uri: string) =>
      branches((await regctl('artifact', 'tree', '--digest-tags', `${uri}:v1`)).replaceAll(uri, 'repository'));
    expect(await tree(target.uri)).toEqual(await tree(source.uri));
  }, 120_000);
});

/** Each line of an indented tree behind those that it belongs to, sorted: a registry lists referrers in any order. */
function branches(tree: string): readonly string[] {
  const above: string[] = [];
  return tree
    .split('\n')
    .map((line) => {
      const depth = line.search(/\S/);
      above.splice(depth + 1);
      above[depth] = line.trim();
      return above.filter(Boolean).join(' > ');
    })
    .toSorted();
}
