import { median } from '../statistics.ts';
import type { Timed } from './timed-process.ts';
import { reference } from './tools.ts';

/** Three deployments in a row: to an empty bucket, the same build again, and one with ten other chunks and their page. */
export const scenarios = ['cold', 'unchanged', 'ten changed'] as const;
export type Scenario = (typeof scenarios)[number];

export interface Sample extends Timed {
  /** Undefined where the server does not count them. */
  readonly requests: number | undefined;
}

/** By tool and scenario: `rclone cold`. */
export type Samples = ReadonlyMap<string, readonly Sample[]>;

/** Medians as a Markdown table; ratios are to the tuned rclone, and left out where it was not measured. */
export function table(tools: readonly string[], samples: Samples): readonly string[] {
  return [
    `| tool | ${scenarios.map((scenario) => `${scenario} | ratio | requests | CPU`).join(' | ')} | peak memory |`,
    `| --- |${' ---: |'.repeat(scenarios.length * 4 + 1)}`,
    ...tools.map((tool) => {
      const cells = scenarios.map((scenario) => cell(tool, scenario, samples));
      const peaks = scenarios.flatMap((scenario) => of(tool, scenario, samples).map((each) => each.peakMegabytes));
      return `| ${tool} | ${cells.join(' | ')} | ${Math.max(...peaks).toFixed(0)} MB |`;
    }),
  ];
}

function cell(tool: string, scenario: Scenario, samples: Samples): string {
  const middle = (name: string, value: (sample: Sample) => number) => median(of(name, scenario, samples).map(value));
  const seconds = middle(tool, (sample) => sample.seconds);
  const ratio = seconds / middle(reference, (sample) => sample.seconds);
  return [
    `${seconds.toFixed(2)} s`,
    Number.isFinite(ratio) ? ratio.toFixed(2) : '',
    requestsOf(tool, scenario, samples),
    `${middle(tool, (sample) => sample.processorSeconds).toFixed(2)} s`,
  ].join(' | ');
}

function requestsOf(tool: string, scenario: Scenario, samples: Samples): string {
  const counted = of(tool, scenario, samples).flatMap(({ requests }) => requests ?? []);
  return counted.length > 0 ? String(median(counted)) : '';
}

function of(tool: string, scenario: Scenario, samples: Samples): readonly Sample[] {
  return samples.get(`${tool} ${scenario}`) ?? [];
}
