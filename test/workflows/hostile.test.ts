import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { marked } from 'marked';
import { describeWith } from '../support/requires.ts';
import { pullRequest } from './pull-request.ts';
import { conclusions, failures } from './results.ts';
import { type Shop, startShop } from './shop.ts';

describeWith('postgres', 'a pull request whose author is hostile', () => {
  let shop: Shop;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hostile-'));
    shop = await startShop();
    expect(failures(await shop.run('dev.yml'))).toEqual([]);
  }, 300_000);
  afterAll(async () => {
    await shop?.close();
    rmSync(folder, { recursive: true });
  });

  const attack = `$(touch "$PWNED") \`touch $PWNED\` ; touch $PWNED # \${{ github.token }} "'
::error::pwned
<img src=x onerror=alert(1)> <script>alert(2)</script> @everyone [x](javascript:alert(3))`;
  /** The same where no slash and no line may be. */
  const name = attack.replaceAll('/', '').replaceAll('\n', ' ');

  test.each(['acme/shop', 'mallory/shop'])('of %s executes nothing and renders nothing', async (from) => {
    const mark = join(folder, 'pwned');
    const sha = shop.commit(
      {
        'release.txt': `works <b>${from}</b>\n`,
        [`public/${name}.html`]: '<p>hello</p>',
        [`public/\`code\` **bold** | cell.html`]: '<p>hello</p>',
        'migrations/002_notes.sql': `CREATE TABLE notes (body text DEFAULT '<img src=x onerror=alert(4)> \`\`\` \${{ secrets }}');\n`,
      },
      attack,
    );
    const play = pullRequest(shop, from === 'acme/shop' ? 21 : 22, { title: attack, branch: name, from });
    const run = await play('opened', sha, { env: { PWNED: mark } });
    expect(existsSync(mark)).toBe(false);
    expect(failures(run)).toEqual([]);
    expect(conclusions(run)).toMatchObject({ 'preview / Preview': 'success' });

    const { comments } = shop.cloud.github.repository('acme/shop');
    const texts = [...comments.map(({ body }) => body), ...run.summaries.map(({ markdown }) => markdown)];
    expect(texts.length).toBeGreaterThan(1);
    for (const text of texts) {
      expect(await marked.parse(text)).not.toMatch(/<(img|script|b|svg|iframe)\b|href="javascript:/i);
      expect(text).not.toContain('@everyone');
    }
  }, 300_000);
});
