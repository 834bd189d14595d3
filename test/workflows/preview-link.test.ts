import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface WorkflowStep {
  readonly name?: string;
  readonly run?: string;
}

const workflow = parse(readFileSync('.github/workflows/preview.yml', 'utf8')) as {
  readonly jobs: Readonly<Record<string, { readonly steps?: readonly WorkflowStep[] }>>;
};
const steps = Object.values(workflow.jobs).flatMap(({ steps: own = [] }) => own);
const script = steps.find(({ name }) => name === 'Link the preview')?.run ?? '';

test.each([
  ['that is given', 'https://dev.example.com', '', 'https://dev.example.com/previews/pr-7/'],
  ['that is given with a slash', 'https://dev.example.com/', '', 'https://dev.example.com/previews/pr-7/'],
  ['of a site that S3 serves alone', '', 'http://b.s3-website.x/previews/pr-7', 'http://b.s3-website.x/previews/pr-7/'],
  ['that is given beside that', 'https://d.example', 'http://b.x/previews/pr-7', 'https://d.example/previews/pr-7/'],
  ['that nobody knows', '', '', '/previews/pr-7/'],
])('a preview is linked at the address %s', (_, SITE_URL, WEBSITE_URL, expected) => {
  const folder = mkdtempSync(join(tmpdir(), 'link-'));
  const GITHUB_OUTPUT = join(folder, 'output');
  execFileSync('bash', ['-eo', 'pipefail', '-c', script], {
    env: { PATH: process.env['PATH'], SITE_URL, WEBSITE_URL, NUMBER: '7', GITHUB_OUTPUT },
  });
  expect(readFileSync(GITHUB_OUTPUT, 'utf8')).toBe(`url=${expected}\n`);
  rmSync(folder, { recursive: true });
});
