import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { PolicyDocument } from '../cloud/iam/policy.ts';
import { describeWith } from '../support/requires.ts';
import { conclusions, failures } from './results.ts';
import { type Shop, startShop } from './shop.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const mirror = 'acme/aws-webapp-actions';
const used = ['apply-release', 'build-image', 'deploy', 'deploy-many', 'preview', 'promote', 'rollback'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'enterprise-'));
  mkdirSync(join(folder, '.github'));
  cpSync(join(root, '.github/workflows'), join(folder, '.github/workflows'), { recursive: true });
  for (const name of ['actions', 'dist', 'action.yml']) symlinkSync(join(root, name), join(folder, name));
  execFileSync('bash', ['-euo', 'pipefail', '-c', documentedCommand()], { cwd: folder });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The command of the page, as somebody copies it. */
function documentedCommand(): string {
  const [, section = ''] = readFileSync('docs/workflows.md', 'utf8').split('## GitHub Enterprise Server');
  const [, command = ''] = /```sh\n([^]*?)```/.exec(section) ?? [];
  expect(command).toContain('sed');
  return command;
}

const workflows = () => used.map((name) => join(folder, `.github/workflows/${name}.yml`));

test('what the server does not know is gone', () => {
  for (const file of workflows()) {
    const text = readFileSync(file, 'utf8');
    expect([
      basename(file),
      /\$\/|queue:|deployment: (true|false)|overwrite:|artifact@(?!c6a366c|a9bc5e6)/.exec(text)?.[0],
    ]).toEqual([basename(file), undefined]);
  }
});

/** The levels of called workflows below and with this one. */
function levels(file: string): number {
  const { jobs } = parse(readFileSync(file, 'utf8')) as { readonly jobs: Record<string, { readonly uses?: string }> };
  const called = Object.values(jobs).flatMap(({ uses }) =>
    uses === undefined ? [] : [/[^/]+\.yml/.exec(uses)?.[0] ?? ''],
  );
  return 1 + Math.max(0, ...called.map((name) => levels(join(folder, '.github/workflows', name))));
}

// https://docs.github.com/en/enterprise-server@latest/actions/reference/workflows-and-actions/reusing-workflow-configurations
test('with a caller, no workflow nests deeper than four levels', () => {
  expect(Math.max(...workflows().map(levels)) + 1).toBeLessThanOrEqual(4);
});

describeWith('actionlint', 'actionlint without any exception', () => {
  test('finds nothing', () => {
    const config = join(folder, 'actionlint.yaml');
    execFileSync('bash', ['-c', `echo 'self-hosted-runner: {}' > '${config}'`]);
    const options = ['-config-file', config, '-shellcheck=', '-pyflakes='];
    const { stdout, stderr, status } = spawnSync('actionlint', [...options, ...workflows()], { encoding: 'utf8' });
    expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 });
  });
});

describeWith('postgres', 'on a server of its own', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop();
    const callers = globSync('.github/workflows/*.yml', { cwd: shop.folder });
    shop.commit(
      Object.fromEntries(
        callers.map((path) => [
          path,
          readFileSync(join(shop.folder, path), 'utf8').replaceAll('aws-webapp-actions/aws-webapp-actions', mirror),
        ]),
      ),
    );
  }, 300_000);
  afterAll(() => shop?.close());

  /** AWS knows audience and subject of such a server's tokens, and no more. */
  function bySubject(arn: string): string {
    const role = shop.cloud.iam.findRole(arn);
    if (role === undefined) throw new Error(`There is no role ${arn}.`);
    const trust = JSON.parse(JSON.stringify(role.trust), (key, value) =>
      key === 'Condition' ? { StringEquals: knownKeys(value.StringEquals) } : value,
    ) as PolicyDocument;
    return shop.cloud.iam.role({ ...role, name: `${role.name}-of-server`, trust }).arn;
  }

  const knownKeys = (conditions: object) =>
    Object.fromEntries(Object.entries(conditions).filter(([key]) => /:(aud|sub)$/.test(key)));

  function run(workflow: string, inputs: Readonly<Record<string, string>> = {}) {
    const vars = (name: 'dev' | 'prod') => ({
      AWS_ROLE_ARN: bySubject(shop.environments[name].deployRoleArn),
      AWS_BUILD_ROLE_ARN: bySubject(shop.environments[name].buildRoleArn),
      AWS_PROMOTION_PLAN_ROLE_ARN: bySubject(shop.environments[name].promotionPlanRoleArn),
    });
    return shop.run(workflow, {
      ...{ inputs, serverUrl: 'https://github.acme.example', repositories: { [mirror]: folder } },
      environments: { dev: { vars: vars('dev') }, prod: { vars: vars('prod') } },
    });
  }

  test('a deployment, a promotion that is planned first and a rollback are green', async () => {
    const first = shop.commit({ 'release.txt': 'works 1\n' });
    expect(failures(await run('dev.yml'))).toEqual([]);
    shop.commit({ 'release.txt': 'works 2\n' });
    expect(failures(await run('dev.yml'))).toEqual([]);
    const back = await run('rollback.yml', { environment: 'dev' });
    expect(failures(back)).toEqual([]);
    expect(await shop.serving('dev')).toMatchObject({ siteCommit: first, backendCommit: first });
    const planned = await run('promote-reviewed.yml', { 'dry-run': 'true' });
    expect(failures(planned)).toEqual([]);
    expect(conclusions(planned)).toMatchObject({ 'prod / Plan': 'success', 'prod / Promote': 'skipped' });
  }, 300_000);

  test('without the command, it does not start', async () => {
    const unchanged = await shop.run('dev.yml', {
      ...{ serverUrl: 'https://github.acme.example', repositories: { [mirror]: root } },
    });
    expect(unchanged.conclusion).toBe('failure');
  }, 300_000);
});
