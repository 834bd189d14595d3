import { redaction } from '../../../domain/secret/redaction.ts';
import { UserError } from '../../../errors.ts';
import type { Context } from '../../../lifecycle/context.ts';
import { patience } from '../../../lifecycle/patience.ts';
import type { ReadPorts } from '../../../lifecycle/ports.ts';

/** The log of a task, which is shown as it comes. */
export interface TaskLog {
  /** Shows what is new; the answer is how many lines were. */
  show(): Promise<number>;
  /** The last lines that were shown, without secrets. */
  lastLines(): readonly string[];
}

const [maxLastLines, maxLineCharacters, maxPages] = [20, 500, 50];

/** Each line with a prefix, so that the runner takes none for a workflow command. Secrets go out before lines are cut. */
export function taskLog(
  place: { readonly group: string; readonly stream: string },
  secrets: readonly string[],
  { logs }: Pick<ReadPorts, 'logs'>,
  context: Pick<Context, 'clock' | 'log' | 'signal'>,
): TaskLog {
  const hidden = redaction(secrets);
  const last: string[] = [];
  const patient = patience(`The log ${place.stream}`, context);
  let next: string | undefined;
  let isReadable = true;
  const tell = (line: string) => {
    const shown = hidden.text(line);
    context.log.info(`| ${shown}`);
    if (last.push(hidden.foreign(line).slice(0, maxLineCharacters)) > maxLastLines) last.shift();
  };
  const show = async () => {
    let count = 0;
    for (let page = 0; page < maxPages; page++) {
      const read = await patient.read(() => logs.events(place, next, context.signal));
      if (read === 'missing') return count;
      const lines = read.messages.flatMap((message) => message.trimEnd().split(/\r\n|[\r\n]/));
      for (const line of lines) tell(line);
      count += lines.length;
      const isEnd = read.next === next || read.next === undefined;
      next = read.next ?? next;
      if (isEnd) return count;
    }
    return count;
  };
  return {
    // A log that cannot be read ends no migration that is at work.
    show: async () =>
      isReadable
        ? show().catch((error) => {
            if (context.signal.aborted || !(error instanceof UserError)) throw error;
            isReadable = false;
            context.log.warning(`The log of the task is not shown: ${error.message}`);
            return 0;
          })
        : 0,
    lastLines: () => last,
  };
}
