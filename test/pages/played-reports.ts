import { action as ledgerAction } from '../../src/actions/github-deployment/index.ts';
import { fitted } from '../../src/actions/pr-comment/body.ts';
import { parsePlan } from '../../src/domain/plan.ts';
import type { Report } from '../../src/report/report.ts';
import { type ChainStage, commits, startChain } from '../actions/deploy/chain-stage.ts';
import type { Ran } from '../support/action.ts';
import { commits as gitHubCommits, startGitHubStage } from '../support/github-stage.ts';

/** Reports as people get to see them, by what was played. */
export type PlayedReports = ReadonlyMap<string, Report>;

const users = { '001_users.sql': 'CREATE TABLE users (id int);' };
const visits = { ...users, '002_visits.sql': 'CREATE TABLE visits (id int);' };

/** The life of an environment: releases, a failure in each place where one is told differently, the way back, and what pull requests show. */
export async function playReports(): Promise<PlayedReports> {
  const stage = await startChain({ database: 'postgres' });
  try {
    const reports = new Map<string, Report>();
    const keep = (name: string, { report }: Ran) => void reports.set(name, report);
    const first = await stage.deploy({ commit: commits.one, migrations: users, variables: { COLOUR: 'blue' } });
    keep('first', first);
    keep('unchanged', await stage.again(commits.one));
    keep('next', await stage.deploy({ commit: commits.two, migrations: visits, variables: { COLOUR: 'red' } }));
    keep('one-file', await oneFile(stage));
    keep('backend-failed', await stage.deploy({ ...third, migrations: visits, variables: { PORT_TAKEN: 'yes' } }));
    keep('smoke-failed', await stage.deploy({ ...third, migrations: visits, variables: { FAIL_READS: 'yes' } }));
    const planned = await stage.deploy({ ...third, migrations: dropping, variables: {} }, { 'dry-run': 'true' });
    keep('plan', planned);
    reports.set('comment', commentOf(planned));
    keep(
      'migration-failed',
      await stage.deploy({
        ...third,
        migrations: { ...dropping, '003_drop.sql': 'ALTER TABEL visits ADD note text;' },
      }),
    );
    stage.write({ 'migrations/003_drop.sql': '' });
    const back = { stages: 'backend site edge smoke', image: String(first.outputs['image']) };
    keep(
      'rollback',
      await stage.again(commits.one, { ...back, 'site-release': commits.one, 'database-version': '001_users.sql' }),
    );
    for (const [name, report] of await ledgerReports()) reports.set(name, report);
    return reports;
  } finally {
    await stage.close();
  }
}

const third = { commit: commits.three };
const dropping = { ...visits, '003_drop.sql': 'DROP TABLE visits;' };

function oneFile(stage: ChainStage): Promise<Ran> {
  stage.write({ 'dist/index.html': '<p>release 2, with a new sentence</p>' });
  return stage.again(commits.two);
}

/** The comment that a pull request gets of this plan. */
function commentOf({ outputs, report }: Ran): Report {
  const plan = parsePlan(String(outputs['plan']));
  if (!plan.ok) throw new Error(`${report.title}: ${plan.reason}`);
  const fingerprint = String(outputs['fingerprint']);
  return fitted({
    header: 'clinic in dev',
    plans: [{ plan: plan.value, fingerprint }],
    notes: [
      'Preview: https://clinic.example/previews/pr-7/',
      'The preview is removed when the pull request is closed.',
    ],
    facts: [
      ['Commit', { text: commits.three.slice(0, 12), url: `https://github.com/acme/clinic/commit/${commits.three}` }],
      ['Run', { text: 'the plan of this commit', url: 'https://github.com/acme/clinic/actions/runs/3' }],
    ],
  });
}

async function ledgerReports(): Promise<PlayedReports> {
  const stage = await startGitHubStage(ledgerAction);
  const [older = '', newer = ''] = gitHubCommits;
  const target = { environment: 'prod', app: 'clinic' };
  const image = `111111111111.dkr.ecr.eu-central-1.amazonaws.com/clinic@sha256:${'9'.repeat(64)}`;
  const release = JSON.stringify({ commit: newer, image, siteRelease: newer, databaseVersion: '001_users.sql' });
  try {
    const end = stage.startRun(101, { headSha: newer });
    const recorded = await stage.run(
      { operation: 'finish', state: 'success', release, ...target },
      { attempt: '101-1' },
    );
    end('success');
    const compared = await stage.run({ operation: 'compare', ...target }, { commit: older });
    const found = await stage.run({ operation: 'find', select: 'current', ...target });
    const targets = JSON.stringify({ include: [target, { ...target, app: 'billing' }] });
    const listed = await stage.run({ operation: 'list', targets });
    return new Map([
      ['recorded', recorded.report],
      ['superseded', compared.report],
      ['found', found.report],
      ['listed', listed.report],
    ]);
  } finally {
    await stage.close();
  }
}
