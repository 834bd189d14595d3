import { describe, expect, test } from '@jest/globals';
import { rules } from './architecture/rules.ts';
import { sourceFile, sourceFiles } from './architecture/source.ts';

const files = sourceFiles('src');

describe('the rules of the house hold', () => {
  test.each(rules)('$says', ({ broken }) => {
    expect(broken(files)).toEqual([]);
  });
});

/** For each rule, sources that break it: a rule that finds nothing here could not find anything anywhere. */
const breakers: Readonly<Record<string, readonly (readonly [path: string, text: string])[]>> = {
  'domain, contract and errors import nothing outside themselves': [
    ['domain/arn.ts', "import { readFile } from 'node:fs/promises';"],
  ],
  'report imports domain and errors only': [['report/log.ts', "import type { Log } from '../github/log.ts';"]],
  'an action imports adapters as types only, pure packages, and never the SDK, the toolkit, files, network or processes':
    [['actions/sync-spa-s3/observe.ts', "import { s3 } from '../../aws/s3.ts';"]],
  'site imports domain, errors, itself and the parsers of HTML and of modules only': [
    ['site/page-references.ts', "import { readFile } from 'node:fs/promises';"],
  ],
  'infrastructure imports domain, errors and itself only': [
    ['infrastructure/monthly-cost.ts', "import { readFileSync } from 'node:fs';"],
  ],
  'located-yaml imports itself and the YAML parser only': [
    ['located-yaml/read.ts', "import { UserError } from '../errors.ts';"],
  ],
  'only located-yaml imports the YAML parser; config, the smoke suite and the checks of source bundles import located-yaml':
    [
      ['config/document.ts', "import { parse } from 'yaml';"],
      ['site/page-references.ts', "import { nearest } from '../located-yaml/nearest.ts';"],
    ],
  'only the time limit of the smoke test imports node:vm': [
    ['actions/smoke-test/body.ts', "import { Script } from 'node:vm';"],
  ],
  'deployment imports adapters as types only, lifecycle, contract, domain, report, errors and itself, and no action': [
    ['deployment/follow.ts', "import { runnerLog } from '../github/log.ts';"],
  ],
  'lifecycle imports adapters as types only, contract, domain, report, errors and itself, and no action': [
    ['lifecycle/run-action.ts', "import { actions } from '../actions/index.ts';"],
  ],
  'an action never imports another action (only the chain may)': [
    ['actions/seed-rds/plan.ts', "import { plan } from '../smoke-test/plan.ts';"],
  ],
  'adapters import domain, errors, themselves and outside packages only; of one another, types': [
    ['aws/s3.ts', "import { runnerLog } from '../github/log.ts';"],
  ],
  '@actions/* lives in github, @aws-sdk/* in aws, database drivers in sql': [
    ['sql/mysql.ts', "import { info } from '@actions/core';"],
  ],
  'each AWS client is imported in exactly one file': [
    ['aws/a.ts', "import { S3Client } from '@aws-sdk/client-s3';"],
    ['aws/b.ts', "import { GetObjectCommand } from '@aws-sdk/client-s3';"],
  ],
  'nothing but tooling imports main, and nothing imports tooling': [
    ['actions/index.ts', "import { main } from '../main.ts';"],
  ],
  'only the composition root (main.ts and runner) makes ports, and only it imports runner': [
    ['lifecycle/run-action.ts', "import { portMakers } from '../port-makers.ts';"],
    ['deployment/follow.ts', "import { deadlineAfter } from '../runner/cancellation.ts';"],
  ],
  'only main.ts sets the exit code': [['runner/conclude.ts', '  process.exitCode = 1;']],
  'nobody calls process.exit, but for a log that is not read to its end': [['main.ts', '  process.exit(1);']],
  'environment, time, timers, randomness and console appear only in adapters and the composition root': [
    ['actions/seed-rds/plan.ts', 'const now = Date.now();'],
  ],
  'no module-level state': [['aws/s3.ts', 'let client: S3Client | undefined;']],
  'plan.ts and report.ts contain no async': [['actions/seed-rds/plan.ts', 'export async function plan() {']],
  'no default exports and no any': [['domain/arn.ts', 'export function parse(text: any) {']],
  'no utils, helpers or common folders': [['domain/utils/text.ts', '']],
  'no cycles, types counted': [
    ['domain/a.ts', "import type { B } from './b.ts';"],
    ['domain/b.ts', "import { a } from './a.ts';"],
  ],
};

describe('a source that breaks a rule is found', () => {
  test.each(rules)('$says', ({ says, broken }) => {
    const broke = (breakers[says] ?? []).map(([path, text]) => sourceFile(path, text));
    expect(broken(broke)).not.toEqual([]);
  });
});
