import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mysqlTools, type NativeTools, postgresTools } from '../../test/oracles/sql-client/clients.ts';
import type { DatabaseServer } from '../../test/support/database.ts';
import { available } from '../../test/support/machine.ts';
import { startMysql } from '../../test/support/mysql.ts';
import { startPostgres } from '../../test/support/postgres.ts';
import { type Command, type Measure, measure } from '../measure.ts';
import { median } from '../statistics.ts';
import { type Sizes, type Work, writeWork } from './files.ts';

export interface SeedOptions extends Sizes {
  readonly rounds: number;
  readonly dist: string;
}

interface Stage {
  readonly title: string;
  readonly server: DatabaseServer;
  readonly tools: NativeTools;
}

/** The action against the engine's own client, each with a new database, in turns; a time counts only where both come to the same end. */
export async function seed(options: SeedOptions): Promise<readonly string[]> {
  const rows: string[] = [];
  for (const start of startable()) {
    const stage = await start();
    const root = mkdtempSync(join(tmpdir(), 'bench-seed-'));
    try {
      for (const work of writeWork(root, stage.server.engine, options)) rows.push(await row(work, stage, options));
    } finally {
      await stage.server.stop();
      rmSync(root, { recursive: true });
    }
  }
  return [
    `seed-rds and the engine's client: ${options.rounds} rounds, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}`,
    '',
    '| server | work | client, s | ours, s | ours to it (least to most) | our CPU, s | our peak memory, MB |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
  ];
}

function startable(): readonly (() => Promise<Stage>)[] {
  const mysql = (title: string, server?: 'mysql8') => async () => {
    const started = await startMysql(server ? { server } : {});
    return { title, server: started, tools: mysqlTools(started) };
  };
  const postgres = async () => {
    const server = await startPostgres({ server: 'installed' });
    return { title: 'PostgreSQL', server, tools: postgresTools(server) };
  };
  return [
    ...(available('postgres').met ? [postgres] : []),
    ...(available('mysql').met ? [mysql('MariaDB')] : []),
    ...(available('mysql8').met ? [mysql('MySQL 8', 'mysql8')] : []),
  ];
}

async function row(work: Work, stage: Stage, { rounds, dist }: SeedOptions): Promise<string> {
  const [clients, ours]: [Measure[], Measure[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const native = await onNewDatabase(stage, () => clientCommand(work, stage));
    const action = await onNewDatabase(stage, () => actionCommand(work, stage, dist));
    if (native.digest !== action.digest) throw new Error(`${stage.title}, ${work.name}: the databases differ.`);
    clients.push(native.time);
    ours.push(action.time);
  }
  const ratios = ours.map(({ seconds }, round) => seconds / (clients[round]?.seconds ?? Number.NaN));
  const seconds = (times: readonly Measure[]) => median(times.map((time) => time.seconds)).toFixed(2);
  const spread = `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`;
  const processor = median(ours.map(({ processorSeconds }) => processorSeconds)).toFixed(2);
  const memory = Math.max(...ours.map(({ peakMegabytes }) => peakMegabytes)).toFixed(0);
  return `| ${stage.title} | ${work.name} | ${seconds(clients)} | ${seconds(ours)} | ${spread} | ${processor} | ${memory} |`;
}

async function onNewDatabase({ tools }: Stage, command: () => Command) {
  await tools.reset();
  const time = await measure(command());
  // Where a table's pages lie, and so the order of its rows, is the server's affair.
  const lines = tools
    .dump()
    .toString('latin1')
    .split('\n')
    .filter((line) => !line.startsWith('-- '))
    .toSorted();
  return { time, digest: createHash('sha256').update(lines.join('\n')).digest('hex') };
}

function clientCommand({ file }: Work, { server, tools }: Stage): Command {
  if (server.engine === 'postgres')
    return {
      program: 'psql',
      arguments: ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', file, tools.url()],
      environment: {},
    };
  const { host, port, username, password } = server;
  const at = ['--no-defaults', `-h${host}`, `-P${port}`, `-u${username}`, `-p${password}`];
  return {
    program: 'sh',
    arguments: ['-c', 'exec mariadb "$@" < "$INPUT"', 'sh', ...at, '--default-character-set=utf8mb4', 'clinic'],
    environment: { INPUT: file },
  };
}

function actionCommand({ folder }: Work, { tools }: Stage, dist: string): Command {
  return {
    program: process.execPath,
    arguments: [resolve(dist, 'seed-rds.js')],
    environment: {
      ...{ INPUT_MIGRATIONS: folder, 'INPUT_URL-ENV': 'DATABASE', DATABASE: tools.url() },
      ...{ GITHUB_WORKSPACE: '/', GITHUB_SHA: '0'.repeat(40), GITHUB_REPOSITORY: 'acme/clinic' },
      ...{ RUNNER_TEMP: tmpdir(), HOME: tmpdir() },
    },
  };
}
