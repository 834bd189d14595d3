import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogEntry } from '../workflow-runner/run-options.ts';
import type { DeploymentReport } from './deployment.ts';

/** What a person sees of the demo: a few lines, at a terminal with what is under way; the whole log goes into a file. */
export interface Progress {
  /** Begins something; the answer ends it, with what came of it. */
  begin(title: string): (result: string) => void;
  log(entry: LogEntry): void;
  /** What a person may need when something went wrong: the end of the log. */
  tellLast(lines: number): void;
}

export interface ProgressOptions {
  /** Where `demo.log` goes. */
  readonly folder: string;
  /** Shows the log as well. */
  readonly verbose: boolean;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMilliseconds = 100;

export function progressOf({ folder, verbose }: ProgressOptions, out = process.stdout): Progress {
  const file = join(folder, 'demo.log');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, '');
  const isLive = out.isTTY && !verbose;
  let underWay = '';
  return {
    begin(title) {
      const begun = performance.now();
      const seconds = () => `${((performance.now() - begun) / 1_000).toFixed(1)} s`;
      appendFileSync(file, `=== ${title}\n`);
      underWay = '';
      let frame = 0;
      const draw = () => {
        const line = `${frames[frame++ % frames.length]} ${title}  ${seconds()}${underWay}`;
        out.write(`\r${line.slice(0, Math.max(20, out.columns - 1))}\x1b[K`);
      };
      if (!isLive) out.write(`${title}\n`);
      const timer = isLive ? setInterval(draw, frameMilliseconds).unref() : undefined;
      return (result) => {
        clearInterval(timer);
        out.write(isLive ? `\r${title}\x1b[K\n` : '');
        out.write(`     ${seconds().padStart(7)}  ${result}\n`);
      };
    },
    log({ job, step, line }) {
      underWay = `  ${job}: ${step}`;
      appendFileSync(file, `${job} | ${line}\n`);
      if (verbose) out.write(`  ${job} | ${line}\n`);
    },
    tellLast(lines) {
      out.write(`${readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')}\n`);
    },
  };
}

/** What came of a deployment, in a line. */
export function resultOf({ stages, checks, conclusion }: DeploymentReport): string {
  const changed = stages.filter((stage) => stage.changed).map(({ name }) => name);
  const passed =
    checks.failed === 0
      ? `all ${checks.passed} checks passed`
      : `${checks.failed} check failed of ${checks.passed + checks.failed}`;
  const what = changed.length === 0 ? 'nothing to change' : `changed: ${changed.join(', ')}`;
  if (conclusion === 'success') return `${what}; ${passed}`;
  const isRolledBack = stages.some(({ name }) => name === 'rollback');
  return `${passed}, and it was ${isRolledBack ? '' : 'not '}rolled back`;
}
