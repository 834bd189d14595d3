import { spawnSync } from 'node:child_process';

// Everything that is checked without running the product. The rules of the house and dist are checked by the tests.
const checks = [
  { name: 'format and imports', script: 'node_modules/@biomejs/biome/bin/biome', options: ['check'] },
  { name: 'lint', script: 'node_modules/oxlint/bin/oxlint', options: ['--deny-warnings'] },
  { name: 'types', script: 'node_modules/typescript/bin/tsc', options: ['-p', '.'] },
  { name: 'actions, generated files and licences', script: 'src/tooling/check-actions.ts', options: [] },
] as const;

for (const { name, script, options } of checks) {
  const { status } = spawnSync(process.execPath, [script, ...options], { stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${name}`);
  if (status !== 0) process.exitCode = 1;
}
