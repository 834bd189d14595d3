import { type Annotation, type AnnotationLevel, keepAnnotation, toAnnotation } from './annotation.ts';
import { type LineCommand, parseLineCommand } from './line-command.ts';
import type { Masks } from './masks.ts';

/** Where the output of a step goes: commands are carried out, the rest is masked and kept. */
export interface StepConsole {
  /** A line of output of the step itself. */
  write(line: string): void;
  /** A line of the runner about the step; never read as a command. */
  print(line: string): void;
  /** An annotation by the runner. */
  annotate(level: AnnotationLevel, message: string): void;
  readonly lines: readonly string[];
  readonly annotations: readonly Annotation[];
  /** Whether a command was used in a way that fails its step, since this was last asked. */
  readonly takeFailure: () => boolean;
}

/** Commands that GitHub has replaced by files, with the file to use. */
const replacedCommands: Readonly<Record<string, string>> = {
  'set-output': 'GITHUB_OUTPUT',
  'save-state': 'GITHUB_STATE',
  'set-env': 'GITHUB_ENV',
  'add-path': 'GITHUB_PATH',
};

export function createStepConsole(masks: Masks, showsDebug: boolean, emit: (line: string) => void): StepConsole {
  const lines: string[] = [];
  const annotations: Annotation[] = [];
  let resumeToken: string | undefined;
  let failed = false;

  const print = (line: string): void => {
    for (const part of masks.apply(line).split('\n')) {
      lines.push(part);
      emit(part);
    }
  };
  const keep = (annotation: Annotation): void => {
    keepAnnotation(annotations, { ...annotation, message: masks.apply(annotation.message) });
    print(`##[${annotation.level}]${annotation.message}`);
  };
  const annotate = (level: AnnotationLevel, message: string): void => keep({ level, message });

  const carryOut = (command: LineCommand, line: string): void => {
    switch (command.name) {
      case 'error':
      case 'warning':
      case 'notice':
        return keep(toAnnotation(command.name, command));
      case 'debug':
        return showsDebug ? print(`##[debug]${command.message}`) : undefined;
      case 'group':
        return print(`##[group]${command.message}`);
      case 'endgroup':
        return print('##[endgroup]');
      case 'add-mask':
        if (command.message.trim() === '') return annotate('warning', 'An empty value cannot be masked.');
        masks.add(command.message);
        return print('::add-mask::***');
      case 'stop-commands':
        resumeToken = command.message;
        return print(line);
      case 'echo':
      case 'add-matcher':
      case 'remove-matcher':
        return undefined;
      default: {
        const file = replacedCommands[command.name];
        if (file === undefined) return print(line);
        failed = true;
        return annotate('error', `The command '${command.name}' is no longer supported: write to the file in ${file}.`);
      }
    }
  };

  const write = (line: string): void => {
    const command = parseLineCommand(line, resumeToken);
    if (resumeToken !== undefined) {
      if (command?.name === resumeToken.toLowerCase()) resumeToken = undefined;
      return print(line);
    }
    return command === undefined ? print(line) : carryOut(command, line);
  };

  const takeFailure = (): boolean => {
    const taken = failed;
    failed = false;
    return taken;
  };
  return { write, print, annotate, lines, annotations, takeFailure };
}
