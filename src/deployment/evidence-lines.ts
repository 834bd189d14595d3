import { messageOf } from '../errors.ts';
import type { Surroundings } from './surroundings.ts';

/** Lines that may explain a failure; where they cannot be read, a warning says so, and what else is known is told. */
export async function evidenceLines(
  /** "The events of the service" */
  what: string,
  read: () => Promise<readonly string[]>,
  { log }: Pick<Surroundings, 'log'>,
): Promise<readonly string[]> {
  try {
    return await read();
  } catch (error) {
    log.warning(`${what} could not be read: ${messageOf(error)}`);
    return [];
  }
}
