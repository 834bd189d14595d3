import { isAbsolute, join, resolve } from 'node:path';
import { messageOf } from '../../errors.ts';
import type { Context } from '../../lifecycle/context.ts';
import type { FilesWriter } from '../../machine/files.ts';
import { junitXml } from '../../report/junit.ts';
import type { CommandResult } from './command.ts';
import { junitSuites } from './junit.ts';
import type { Results } from './run/result.ts';

export interface WrittenReports {
  /** Undefined where it could not be written. */
  readonly reportPath: string | undefined;
  readonly junitPath: string | undefined;
  /** Why the reports could not be written. */
  readonly reportTrouble?: string;
}

export function reportFolder(folder: string | undefined, { workspace, temporary }: Context['run']): string {
  if (folder === undefined) return join(temporary, 'smoke-test');
  return isAbsolute(folder) ? folder : resolve(workspace, folder);
}

/** The results count more than their files: where these cannot be written, outputs and summary still come. */
export async function reports(
  results: Results,
  command: CommandResult | undefined,
  folder: string,
  files: FilesWriter,
): Promise<WrittenReports> {
  try {
    return await writeReports(results, command, folder, files);
  } catch (error) {
    return { reportPath: undefined, junitPath: undefined, reportTrouble: messageOf(error) };
  }
}

async function writeReports(results: Results, command: CommandResult | undefined, folder: string, files: FilesWriter) {
  const reportPath = join(folder, 'report.json');
  const junitPath = join(folder, 'junit.xml');
  await files.write(reportPath, `${JSON.stringify({ ...results, command }, undefined, 2)}\n`);
  await files.write(junitPath, junitXml(junitSuites(results, command)));
  return { reportPath, junitPath };
}
