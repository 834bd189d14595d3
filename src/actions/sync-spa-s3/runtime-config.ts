import { createHash } from 'node:crypto';
import type { Identity } from '../../machine/tree.ts';
import type { Inputs } from './contract.ts';
import type { Serving } from './site.ts';

type Configured = Pick<Inputs, 'runtimeConfig' | 'runtimeConfigFile' | 'runtimeConfigVariable'>;

/** The file that a run makes itself of its inputs. */
export interface RuntimeConfigFile extends Serving, Identity {
  readonly path: string;
  readonly text: string;
}

/**
 * One build serves every environment: what differs stands in a file, which the app reads when it starts. A script sets a variable
 * of `window` before the app's own scripts run.
 */
export function runtimeConfigFile(
  inputs: Configured,
  serving: (path: string) => Serving,
): RuntimeConfigFile | undefined {
  if (inputs.runtimeConfig.length === 0) return undefined;
  const path = inputs.runtimeConfigFile;
  const values = Object.fromEntries(inputs.runtimeConfig.map(({ name, value }) => [name, value]));
  const json = JSON.stringify(values, null, 2);
  const text = /\.m?js$/.test(path) ? `window.${inputs.runtimeConfigVariable} = ${json};\n` : `${json}\n`;
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { path, bytes: Buffer.byteLength(text), ...serving(path), sha256, text };
}
