import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { dockerCredentials } from '../../src/container/docker-config.ts';
import { runProcess } from '../../src/machine/process.ts';

let folder: string;
const before = { ...process.env };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docker-config-'));
  process.env['DOCKER_CONFIG'] = folder;
  process.env['PATH'] = `${folder}:${before['PATH']}`;
});
afterEach(async () => {
  process.env = { ...before };
  await rm(folder, { recursive: true });
});

async function credentials(host: string, config: unknown) {
  await writeFile(join(folder, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config));
  return dockerCredentials(host, runProcess, new AbortController().signal);
}

/** A helper that knows one server. */
async function helper(name: string, server: string, answer: string): Promise<void> {
  const path = join(folder, `docker-credential-${name}`);
  await writeFile(
    path,
    `#!/bin/sh\n[ "$1" = get ] || exit 2\nread server\n[ "$server" = "${server}" ] || exit 1\necho '${answer}'\n`,
  );
  await chmod(path, 0o755);
}

const ada = { username: 'ada', password: 'p:1' };
const auth = btoa('ada:p:1');

test.each([
  ['ghcr.io', { auths: { 'ghcr.io': { auth } } }],
  ['ghcr.io', { auths: { 'https://ghcr.io': { auth } } }],
  ['ghcr.io', { auths: { 'https://ghcr.io/v2/': { auth } } }],
  ['ghcr.io', { auths: { 'ghcr.io': ada } }],
  ['docker.io', { auths: { 'https://index.docker.io/v1/': { auth } } }],
  ['docker.io', { auths: { 'docker.io': { auth } } }],
  ['registry.test:5000', { auths: { 'registry.test:5000': { auth } } }],
])('the login of %s is found in %j', async (host, config) => {
  expect(await credentials(host, config)).toEqual(ada);
});

test.each([
  ['another host', { auths: { 'ghcr.io.evil.test': { auth }, 'xghcr.io': { auth } } }],
  ['a login without a password', { auths: { 'ghcr.io': { auth: btoa('ada') } } }],
  ['an entry of a helper', { auths: { 'ghcr.io': {} } }],
  ['a helper that is not there', { credsStore: 'missing', auths: { 'ghcr.io': {} } }],
  ['a file that is no JSON', '{"auths": '],
  ['a file that is no object', '[1]'],
  ['odd members', { auths: 'x', credHelpers: 7, credsStore: {} }],
])('%s is no login', async (_, config) => {
  expect(await credentials('ghcr.io', config)).toBeUndefined();
});

test.each([
  ['ghcr.io', 'ghcr.io', { credHelpers: { 'ghcr.io': 'played' } }],
  ['ghcr.io', 'ghcr.io', { credsStore: 'played' }],
  ['docker.io', 'https://index.docker.io/v1/', { credsStore: 'played' }],
])('a helper is asked for %s', async (host, server, config) => {
  await helper('played', server, JSON.stringify({ ServerURL: server, Username: 'ada', Secret: 'p:1' }));
  expect(await credentials(host, config)).toEqual(ada);
});

test('a helper that has only a refresh token, or fails, leaves what the file has', async () => {
  await helper('played', 'ghcr.io', JSON.stringify({ Username: '<token>', Secret: 'refresh' }));
  const config = { credsStore: 'played', auths: { 'ghcr.io': { auth } } };
  expect(await credentials('ghcr.io', config)).toEqual(ada);
  await helper('played', 'elsewhere', '');
  expect(await credentials('ghcr.io', config)).toEqual(ada);
});
