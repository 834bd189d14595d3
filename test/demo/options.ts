import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Leave the cloud, the service and the site up until Ctrl-C. */
  readonly keep: boolean;
  /** Folder of report.json, summary.html and demo.log [.demo]. */
  readonly output: string;
  /** Show the whole log [only what came of each deployment]. */
  readonly verbose: boolean;
  /** How many of the scenes to play [all]. */
  readonly scenes: number;
}

export function demoOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      keep: { type: 'boolean', default: false },
      output: { type: 'string', default: '.demo' },
      verbose: { type: 'boolean', default: false },
      scenes: { type: 'string', default: '' },
    },
  });
  return { ...values, scenes: values.scenes === '' ? Infinity : Number(values.scenes) };
}
