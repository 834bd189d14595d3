import { afterEach, expect, test } from '@jest/globals';
import { failureOf } from '../../support/action.ts';
import { type ChainOptions, type ChainStage, commits, startChain } from './chain-stage.ts';

let stage: ChainStage;
afterEach(() => stage.close());

interface Mistake {
  readonly sections?: ChainOptions['sections'];
  readonly files?: Readonly<Record<string, string>>;
}

const mistakes: readonly (readonly [name: string, mistake: Mistake, told: RegExp])[] = [
  ['a page that loads a file which is not built', { files: page('<script src="/gone.js"></script>') }, /gone\.js/],
  [
    'a mistake in the smoke suite',
    { files: { 'smoke.yml': 'name: s\nchecks:\n  - { name: c, gett: "/" }\n' } },
    /smoke\.yml:3: it needs exactly one of get/,
  ],
  ['no such suite', { sections: { 'smoke-test': 'tags: none' } }, /There is nothing to check/],
  ['a size that there is not', { sections: { 'deploy-apprunner': 'cpu: 3 vCPU' } }, /3 vCPU/],
  ['a secret of the tests that is not set', { sections: { 'smoke-test': 'command-secrets: KEY=NOT_SET' } }, /NOT_SET/],
  [
    'an edge without a distribution',
    { sections: { 'invalidate-cloudfront': 'domain: gone.example' } },
    /Both distribution-id and domain were given/,
  ],
  ['a migration of another name', { files: { 'migrations/two.sql': 'SELECT 1;' } }, /two\.sql/],
];

test.each(mistakes)(
  '%s is found before the first write',
  async (_, { sections = {}, files = {} }, told) => {
    stage = await startChain({ database: 'postgres', sections });
    await stage
      .deploy(
        { commit: commits.one, migrations: { '001_users.sql': 'CREATE TABLE users (id int);' } },
        { 'dry-run': 'true' },
      )
      .catch(() => {});
    stage.write(files);
    stage.calls();
    expect(await failureOf(stage.again(commits.one))).toMatch(told);
    expect(
      stage.calls().filter((call) => !/:(Describe|List|Get|BatchGet|BatchCheck|Head|Download)/.test(call)),
    ).toEqual([]);
  },
  120_000,
);

function page(html: string): Readonly<Record<string, string>> {
  return { 'dist/index.html': html };
}
