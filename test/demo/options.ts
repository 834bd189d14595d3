import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Leave the cloud, the service and the site up until Ctrl-C. */
  readonly keep: boolean;
  /** Folder of report.json and summary.html [.demo]. */
  readonly output: string;
  /** How many of the scenes to play [all]. */
  readonly scenes: number;
}

export function demoOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      keep: { type: 'boolean', default: false },
      output: { type: 'string', default: '.demo' },
      scenes: { type: 'string', default: '' },
    },
  });
  return { ...values, scenes: values.scenes === '' ? Infinity : Number(values.scenes) };
}
