import type { Redaction } from '../domain/secret/redaction.ts';
import { escapedMessage, print, printCommand } from './print.ts';

/** The step's log, in groups; warnings and errors become annotations. */
export interface Log {
  info(line: string): void;
  /** Shown only when the workflow runs with debug logging. */
  debug(line: string): void;
  warning(message: string): void;
  /** Runs `body` inside a fold of the log. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  /** From now on the runner replaces this value by *** in all output. */
  mask(secret: string): void;
}

/** The log of a step on a GitHub runner. The runner hides the values that are masked in the log, and `secrets` everywhere else. */
export function runnerLog(secrets: Pick<Redaction, 'learn' | 'text'>): Log {
  return {
    info: (line) => print(withoutCommands(secrets.text(line))),
    debug: (line) => printCommand('debug', secrets.text(line)),
    warning: (message) => announceWarning(secrets.text(message)),
    mask(secret) {
      printCommand('add-mask', secret);
      secrets.learn(secret);
    },
    async group(title, body) {
      printCommand('group', title);
      try {
        return await body();
      } finally {
        printCommand('endgroup', '');
      }
    },
  };
}

/** The annotation and closing line of a failed step; the stack of a bug is shown under debug only. */
export function announceFailure(message: string, stack: string | undefined): void {
  printCommand('error', message);
  if (stack && process.env['RUNNER_DEBUG'] === '1') printCommand('debug', stack);
}

export function announceWarning(message: string): void {
  printCommand('warning', message);
}

/** The line with which a step announces an error, for where it cannot be printed. */
export function errorCommand(message: string): string {
  return `::error::${escapedMessage(message)}`;
}

/** An error on a line of a file of the repository. */
export function announceAnnotation(message: string, title: string, file: string, line: number): void {
  printCommand('error', message, { title, file, line });
}

export function announceResult(message: string): void {
  print(withoutCommands(message));
}

/**
 * Text without workflow commands. The runner obeys `::command::` at a line's start and `##[command]` anywhere, also in the
 * output of a build or of a deployed application; a space of no width prevents that. Before `::` it trims what Unicode calls
 * White_Space, which is more than `\s` (U+0085); characters that nobody sees are treated alike, as they may be trimmed elsewhere.
 * Source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs and
 * https://learn.microsoft.com/en-us/dotnet/api/system.char.iswhitespace
 * The blanks end with the line: across lines, the time would grow with the square of their number.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^([\t\v\f\u0085\p{Zs}\p{Cf}\0]*):(?=:)/gmu, '$1:\u200b').replace(/##(?=\[)/g, '#\u200b#');
}
