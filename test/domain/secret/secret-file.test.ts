import { expect, test } from '@jest/globals';
import { secretFileProblem } from '../../../src/domain/secret/secret-file.ts';

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
