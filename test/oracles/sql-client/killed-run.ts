import { run } from '../../actions/seed-rds/workbench.ts';

// A run in a process of its own, which a test kills: the folder `db` of the workspace, on the database of the URL.
const [, , workspace = ''] = process.argv;
console.log('begun');
const inputs = {
  migrations: 'db',
  'url-env': 'DATABASE',
  'lock-timeout-seconds': '30',
  'allow-destructive': 'true',
};
const { failure } = await run(inputs, {
  workspace,
  environment: { DATABASE: process.env['DATABASE'] ?? '' },
  signal: AbortSignal.timeout(120_000),
});
if (failure) throw failure;
