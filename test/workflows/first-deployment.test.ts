import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { snippets } from '../docs/pages.ts';
import { describeWith } from '../support/requires.ts';
import { conclusions, errors, failures, job } from './results.ts';
import { type Shop, startShop } from './shop.ts';

/** What README.md says to put into a repository, and docs/first-deployment.md to do then. */
describeWith('postgres', 'the first deployment, as the documentation tells it', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop();
    shop.commit({
      '.github/workflows/dev.yml': withQuickBuilds(workflow),
      'webapp.yml': ofTheShop(config),
      'database/migrations/001_orders.sql': 'CREATE TABLE orders (id integer PRIMARY KEY);\n',
    });
  }, 300_000);
  afterAll(() => shop?.close());

  const push = (API_URL: string) => shop.run('dev.yml', { event: { name: 'push' }, env: { API_URL } });

  test('ends red once, since nobody knew the address of the service; then green', async () => {
    const first = await push('https://not-yet.invalid');
    expect(conclusions(first)).toMatchObject({
      ...{ 'dev / Image / Build': 'success', 'dev / Site build': 'success' },
      ...{ 'dev / Release': 'failure', 'dev / Record': 'success' },
    });
    expect(errors(first).join('\n')).toContain('https://not-yet.invalid/: expected a response');

    const url = job(first, 'dev / Release').outputs['service-url'] ?? '';
    expect(failures(await push(url))).toEqual([]);
    expect(shop.ledger('dev').map(({ state }) => state)).toEqual(['success', 'failure']);
  }, 300_000);
});

const [workflow = '', config = ''] = snippets('yaml')
  .filter(({ page }) => page === 'README.md')
  .map(({ text }) => text);

function withQuickBuilds(text: string): string {
  const site = 'sh build-site.sh && mkdir -p frontend && cp -R dist frontend/dist';
  const image = 'image-command: sh build-image.sh\n      image-folder: image';
  return text.replace(/site-command: .*/, `site-command: ${site}\n      ${image}`);
}

/** The stack's parameter ApiUrl, which somebody changes in between, is a variable here. */
function ofTheShop(text: string): string {
  return text
    .replaceAll('clinic', 'shop')
    .replaceAll('${stack:ApiUrl}', '${env:API_URL}')
    .replace('context: backend', 'image-archive: image/image.tar');
}
