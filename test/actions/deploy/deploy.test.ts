import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { logReport } from '../../../src/report/log.ts';
import { markdownReport } from '../../../src/report/markdown.ts';
import { describeWith } from '../../support/requires.ts';
import { bucket, type ChainStage, commits, startChain, type Target } from './chain-stage.ts';

const migrations = { '001_users.sql': 'CREATE TABLE users (id int);' };

const settings: readonly (readonly [Target, 'postgres' | 'mysql'])[] = [
  ['deploy-apprunner', 'postgres'],
  ['deploy-ecs-express', 'mysql'],
];

describe.each(settings)('a chain with %s and %s', (target, database) => {
  describeWith(database, 'from the first release to the next', () => {
    let stage: ChainStage;
    let first: string;
    beforeAll(async () => {
      stage = await startChain({ target, database });
    }, 120_000);
    afterAll(() => stage.close());

    test('the first release goes through all stages, each handing on what the next needs', async () => {
      const { failure, outputs, report } = await stage.deploy({ commit: commits.one, migrations });
      expect(failure).toBeUndefined();
      const { page, api } = await stage.served();
      expect([page, api]).toEqual(['<p>release 1</p>', { commit: commits.one, kind: 'built for 1' }]);
      expect(await config(stage)).toEqual({ API_URL: stage.serviceUrl() });
      const image = expect.stringMatching(/clinic@sha256:[0-9a-f]{64}$/);
      expect(outputs).toMatchObject({ changed: true, image, 'service-url': stage.serviceUrl(), 'rolled-back': false });
      expect(outputs).toMatchObject({ 'site-url': stage.distribution.edge.url, 'site-release': commits.one });
      expect(JSON.parse(String(outputs['release']))).toEqual({
        ...{ app: 'clinic', environment: 'dev', commit: commits.one, image, digest: expect.stringMatching(/^sha256:/) },
        ...{ siteRelease: commits.one, databaseVersion: '001_users.sql', fingerprint: outputs['fingerprint'] },
        sizes: 'cpu=1024 memory=2048 port=3000 health-check-path=/health',
        ...{ variables: 'APP_COMMIT', run: 'https://github.com/acme/clinic/actions/runs/1', actor: 'somebody' },
      });
      const rows = report.sections.flatMap((section) => (section.kind === 'table' ? section.rows : []));
      expect(rows.map(([title]) => title)).toEqual(['Image', 'Database', 'Backend', 'Site', 'Edge', 'Smoke test']);
      first = String(outputs['image']);
    }, 120_000);

    test('the same again reads, tests, and changes nothing', async () => {
      stage.calls();
      const { failure, outputs, report } = await stage.again(commits.one);
      expect(failure).toBeUndefined();
      expect(outputs).toMatchObject({
        changed: false,
        'previous-image': outputs['image'],
        'site-release': commits.one,
      });
      expect(report).toMatchObject({ status: 'unchanged', result: expect.stringContaining('and it works') });
      expect(stage.calls().filter((call) => !/:(Describe|List|Get|BatchGet|BatchCheck|Head)/.test(call))).toEqual([]);
    });

    test('the next release has one report, in log and summary', async () => {
      const saved = new Map<string, string>();
      const next = {
        commit: commits.two,
        migrations: { ...migrations, '002_more.sql': 'CREATE TABLE more (id int);' },
      };
      const { failure, outputs, report, log } = await stage.deploy(next, {}, { saved });
      expect(failure).toBeUndefined();
      expect(await stage.served()).toEqual({
        page: '<p>release 2</p>',
        api: { commit: commits.two, kind: 'built for 2' },
      });
      expect(outputs).toMatchObject({ 'previous-site-release': commits.one, 'database-version': '002_more.sql' });
      expect(outputs['previous-image']).not.toBe(outputs['image']);
      expect(markdownReport(report)).toContain('<details><summary>✅ Image of clinic</summary>');
      expect(logReport(report)).toContainEqual(expect.stringMatching(/^ {2}Smoke test\s+All 3 checks passed\.\s+\d/));
      // What a stage saves for the end of the job is kept apart from what others save.
      expect([...saved.keys()]).toEqual(['progress', 'standing', 'sync-spa-s3.pending-invalidations']);
      expect(log).toContainEqual(expect.stringMatching(/^smoke: smoke\.yml: clinic, 3 checks$/));
    }, 120_000);

    test('the edge was invalidated, so the note of pending invalidations is gone', () => {
      expect(stage.cloud.s3.keys(bucket)).not.toContain('.deploy/pending-invalidations.json');
    });

    test('an earlier release is rolled back to, without a build and without the database', async () => {
      const { failure, outputs, report } = await stage.again(commits.one, {
        ...{ stages: 'backend site edge smoke', image: first, 'site-release': commits.one },
        'database-version': '001_users.sql',
      });
      expect(failure).toBeUndefined();
      expect(await stage.served()).toMatchObject({ page: '<p>release 1</p>', api: { kind: 'built for 1' } });
      expect(outputs).toMatchObject({
        image: first,
        'previous-site-release': commits.two,
        'site-release': commits.one,
      });
      expect(JSON.stringify(report)).toContain('Migrations later than 001_users.sql: 002_more.sql.');
    }, 120_000);
  });
});

async function config({ distribution }: ChainStage): Promise<unknown> {
  return (await fetch(`${distribution.edge.url}/config.json`)).json();
}
