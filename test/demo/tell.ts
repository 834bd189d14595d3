import type { DeploymentReport } from './deployment.ts';

/** A headline of the demo. */
export function say(text: string): void {
  console.log(`\n=== ${text}`);
}

/** A deployment as lines for the terminal. */
export function table(report: DeploymentReport): string {
  const rows = report.stages.map(
    ({ name, seconds, changed }) =>
      `  ${name.padEnd(22)} ${`${seconds.toFixed(1)} s`.padStart(8)}  ${changed ? 'changed' : 'unchanged'}`,
  );
  const { passed, failed } = report.checks;
  return [...rows, `  image   ${report.image}`, `  checks  ${passed} passed, ${failed} failed`].join('\n');
}
