import { actionProblems } from './action-problems.ts';
import { importedPackages } from './imported-packages.ts';
import { licenseProblems } from './licenses.ts';
import { staleFiles } from './stale-files.ts';
import { unreadInputs } from './unread-inputs.ts';

// What is easily forgotten when an action, an input or a package is added. Each problem is a line with the file to change.
const problems = [
  ...(await actionProblems()),
  ...licenseProblems(importedPackages().map((name) => `node_modules/${name}`)),
];
// The contracts can be read, and files generated from them, only where every action is there.
if (problems.length === 0) problems.push(...(await unreadInputs()), ...(await staleFiles()));
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
