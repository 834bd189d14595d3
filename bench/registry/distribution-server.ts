import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type ControlPlane, startControlPlane } from '../../test/support/distribution/control-plane.ts';
import { type RealRegistry, registryLogin, startRegistry } from '../../test/support/distribution/registry.ts';
import { appLayers, type Blob, baseLayers, configOf, gzipOfNoise, manifestOf, manifestType } from './noise.ts';
import { type Message, type Prepare, type Prepared, type Seen, tag } from './server.ts';

/** The same two registries as real ones: distribution 3, with the API of ECR in front of the target. */
const [sourceName, targetName] = ['clinic/built', 'clinic/backend'];
const program = 'registry';

if (process.send) await serve(Number(process.argv[2] ?? 1));

async function serve(share: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-distribution-'));
  const proxy = join(folder, 'delay');
  execFileSync('go', ['build', '-o', proxy, '.'], { cwd: join(import.meta.dirname, 'delay'), stdio: 'inherit' });
  const source = await startRegistry({ program, storage: join(folder, 'source') });
  const image = await seed(source, folder, share);
  let scene: Scene | undefined;
  process.once('disconnect', async () => {
    await scene?.close();
    await source.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  process.on('message', async (message: Message) => {
    if (message === 'look') return process.send?.(await look(scene, image));
    await scene?.close();
    scene = await prepare({ source, image, folder, proxy }, message.prepare);
    process.send?.(scene.prepared);
  });
  process.send?.('ready');
}

interface Ground {
  readonly source: RealRegistry;
  readonly image: string;
  readonly folder: string;
  readonly proxy: string;
}

interface Scene {
  readonly prepared: Prepared;
  readonly target: RealRegistry;
  readonly plane: ControlPlane;
  close(): Promise<void>;
}

/** A new registry, whose storage shares its files with the one that was filled for this scene. */
async function prepare({ source, image, folder, proxy }: Ground, { present, delayMilliseconds }: Prepare) {
  const storage = join(folder, 'target');
  rmSync(storage, { recursive: true, force: true });
  if (present !== 'nothing') execFileSync('cp', ['-al', join(folder, present), storage]);
  const target = await startRegistry({ program, storage });
  const doors = await Promise.all([source, target].map(({ host }) => delayed(proxy, host, delayMilliseconds)));
  const [from = source, to = target] = doors;
  const plane = await startControlPlane(target, { host: to.host, delayMilliseconds });
  const prepared: Prepared = {
    source: `${from.host}/${sourceName}@${image}`,
    target: `${to.host}/${targetName}`,
    password: registryLogin.password,
    environment: {
      ...{ AWS_ENDPOINT_URL: plane.url, AWS_REGION: 'us-east-1', AWS_EC2_METADATA_DISABLED: 'true' },
      ...{ AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'S' },
    },
  };
  const close = async () => {
    for (const door of doors) door.close();
    await plane.close();
    await target.stop();
  };
  return { prepared, target, plane, close };
}

/** Without a delay there is nothing between a tool and the registry. */
async function delayed(proxy: string, host: string, milliseconds: number) {
  if (milliseconds === 0) return { host, close: () => {} };
  const child = spawn(proxy, [String(milliseconds), host], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  return { host: String(line).trim(), close: () => child.stdin.end() };
}

async function look(scene: Scene | undefined, image: string): Promise<Seen> {
  const headers = { accept: manifestType };
  const found = await scene?.target.fetch(`${targetName}/manifests/${tag}`, { method: 'HEAD', headers });
  return { requests: undefined, arrived: found?.headers.get('docker-content-digest') === image };
}

/** Fills the source, and the storages that the targets begin with: one with the layers of the base, one with all. */
async function seed(source: RealRegistry, folder: string, share: number): Promise<string> {
  const base = await startRegistry({ program, storage: join(folder, 'base') });
  const all = await startRegistry({ program, storage: join(folder, 'all') });
  const layers: Blob[] = [];
  for (const [number, megabytes] of [...baseLayers, ...appLayers].entries()) {
    const content = await buffer(gzipOfNoise(number, megabytes * share));
    for (const registry of number < baseLayers.length ? [base, all] : [all]) await push(registry, targetName, content);
    layers.push(await push(source, sourceName, content));
  }
  const text = Buffer.from(configOf(layers));
  await push(all, targetName, text);
  const manifest = manifestOf(await push(source, sourceName, text), layers);
  const put = { method: 'PUT', headers: { 'content-type': manifestType }, body: manifest };
  const answers = [
    await all.fetch(`${targetName}/manifests/${tag}`, put),
    await source.fetch(`${sourceName}/manifests/${tag}`, put),
  ];
  if (!answers.every(({ ok }) => ok)) throw new Error('The image could not be put into the registries.');
  await Promise.all([base.stop(), all.stop()]);
  return answers[0]?.headers.get('docker-content-digest') ?? '';
}

async function push(registry: RealRegistry, name: string, content: Buffer): Promise<Blob> {
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  const begun = await registry.fetch(`${name}/blobs/uploads/`, { method: 'POST' });
  const place = new URL(begun.headers.get('location') ?? '');
  place.searchParams.set('digest', digest);
  const path = `${place.pathname.slice('/v2/'.length)}${place.search}`;
  const body = content as Uint8Array<ArrayBuffer>;
  const headers = { 'content-type': 'application/octet-stream' };
  const { status } = await registry.fetch(path, { method: 'PUT', headers, body });
  if (status !== 201) throw new Error(`A layer could not be put into the registry: ${status}.`);
  return { digest, sizeBytes: content.length };
}
