import { debug, endGroup, error, info, isDebug, setSecret, startGroup, warning } from '@actions/core';

/** The step's log: what happens, in groups; warnings and errors become annotations. */
export interface Log {
  info(line: string): void;
  /** Shown only when the workflow runs with debug logging. */
  debug(line: string): void;
  warning(message: string): void;
  /** Runs `body` inside a fold of the log. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  /** From here on the runner replaces this value by *** wherever it is printed. */
  mask(secret: string): void;
}

/** The log of a step on a GitHub runner. */
export function runnerLog(): Log {
  return {
    info: (line) => info(withoutCommands(line)),
    debug,
    warning,
    mask: setSecret,
    async group(title, body) {
      startGroup(title);
      try {
        return await body();
      } finally {
        endGroup();
      }
    },
  };
}

/** The annotation and closing line of a failed step; the stack of a bug is shown under debug only. */
export function announceFailure(message: string, stack: string | undefined): void {
  error(message);
  if (stack && isDebug()) debug(stack);
}

/** The line with which a step announces an error, for where the toolkit cannot write it. */
export function errorCommand(message: string): string {
  return `::error::${message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}`;
}

/** An error on a line of a file of the repository. */
export function announceAnnotation(message: string, title: string, file: string, line: number): void {
  error(message, { title, file, startLine: line });
}

export function announceResult(message: string): void {
  info(withoutCommands(message));
}

/**
 * Lines that the runner takes for text. It obeys `::command::` at a line's start and `##[command]` anywhere, also in what
 * a build or a deployed application printed; a space of no width stops that.
 * Source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function withoutCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1:\u200b').replace(/##(?=\[)/g, '#\u200b#');
}
