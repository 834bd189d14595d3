import { expect, test } from '@jest/globals';
import { mayHoldSecret, secretContentProblem, secretFileProblem } from '../../../src/domain/secret/secret-file.ts';

test.each([
  ...[
    '.git/config',
    'vendor/lib/.git/HEAD',
    '.git',
    '.env',
    'backend/.env.production',
    '.aws/credentials',
    'home/.ssh/id_rsa',
  ],
  ...[
    'gha-creds-0123456789abcdef.json',
    'keys/id_ed25519',
    'cert.p12',
    '.netrc',
    '.docker/config.json',
    'terraform.tfstate',
  ],
])('%s stays at home', (path) => {
  expect(secretFileProblem(path)).toBeDefined();
});

test.each([
  ...[
    '.gitignore',
    '.env.example',
    'docs/.env.production.sample',
    '.github/workflows/deploy.yml',
    'environment.js',
    'git/index.html',
  ],
  ...[
    'global-bundle.pem',
    'id_rsa.pub',
    'awsome/credentials.html',
    '.well-known/security.txt',
    'credentials/index.html',
  ],
])('%s may go', (path) => {
  expect(secretFileProblem(path)).toBeUndefined();
});

test.each([
  ['.npmrc', '//registry.npmjs.org/:_authToken=npm_0123'],
  ['web/.npmrc', '_auth = "dXNlcjpwYXNz"'],
  ['.yarnrc.yml', 'npmAuthToken: "abc"'],
  ['pip.conf', '[global]\nindex-url = https://user:pass@pypi.example.com/simple'],
  ['auth.json', '{ "github-oauth": { "github.com": "abc" } }'],
  ['.m2/settings.xml', '<server><password>abc</password></server>'],
  ['tls.key', '-----BEGIN EC PRIVATE KEY-----'],
  ['firebase-adminsdk.json', '{"type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----\\n"}'],
])('%s stays at home with %j', (path, content) => {
  expect(secretFileProblem(path)).toBeUndefined();
  expect([mayHoldSecret(path), secretContentProblem(path, content)]).toEqual([true, expect.any(String)]);
});

test.each([
  ['.npmrc', 'registry=https://registry.npmjs.org/\n//npm.pkg.github.com/:_authToken=${GITHUB_TOKEN}'],
  ['.yarnrc.yml', 'npmAuthToken: "${NPM_TOKEN}"'],
  ['pip.conf', 'index-url = https://pypi.org/simple'],
  ['auth.json', '{}'],
  ['ca.pem', '-----BEGIN CERTIFICATE-----'],
  ['public.key', '-----BEGIN PUBLIC KEY-----'],
  ['accounts.json', '[{"name": "x"}]'],
  ['main.py', '-----BEGIN PRIVATE KEY-----'],
])('%s may go with %j', (path, content) => {
  expect(secretContentProblem(path, content)).toBeUndefined();
});
