/** A workflow command in a line of output: `::name key=value,key=value::message`, or `##[name key=value;key=value]message`. */
export interface LineCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Source: https://github.com/actions/runner/tree/main/src/Runner.Worker, ActionCommandManager.cs and its extensions. */
const commandNames = new Set([
  ...['error', 'warning', 'notice', 'debug', 'group', 'endgroup', 'add-mask', 'stop-commands', 'echo'],
  ...['add-matcher', 'remove-matcher', 'set-output', 'save-state', 'set-env', 'add-path', 'internal-set-repo-path'],
]);

/**
 * Reads a line as a command; undefined when it is an ordinary line. `further` is a name that is a command as well.
 * Source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function parseLineCommand(line: string, further?: string): LineCommand | undefined {
  const isKnown = (name: string) => commandNames.has(name) || name === further?.toLowerCase();
  return atTheStart(line, isKnown) ?? inBrackets(line, isKnown);
}

type IsKnown = (name: string) => boolean;

/** What .NET trims: https://learn.microsoft.com/en-us/dotnet/api/system.char.iswhitespace, which is Unicode's White_Space. */
const whiteSpace = /^\p{White_Space}+/u;

function atTheStart(line: string, isKnown: IsKnown): LineCommand | undefined {
  const trimmed = line.replace(whiteSpace, '');
  const end = trimmed.indexOf('::', 2);
  if (!trimmed.startsWith('::') || end < 0) return undefined;
  return commandOf(trimmed.slice(2, end), ',', trimmed.slice(end + 2), isKnown);
}

function inBrackets(line: string, isKnown: IsKnown): LineCommand | undefined {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  return end < 0 ? undefined : commandOf(line.slice(start + 3, end), ';', line.slice(end + 1), isKnown);
}

function commandOf(head: string, separator: string, data: string, isKnown: IsKnown): LineCommand | undefined {
  const [written = '', ...rest] = head.split(' ');
  const name = written.toLowerCase();
  if (!isKnown(name)) return undefined;
  return { name, properties: parseProperties(rest.join(' ').trim(), separator), message: unescapeData(data) };
}

function parseProperties(text: string, separator: string): Readonly<Record<string, string>> {
  const pairs = text.split(separator).flatMap((pair) => {
    const equals = pair.indexOf('=');
    return equals < 1 ? [] : [[pair.slice(0, equals).trim(), unescapeProperty(pair.slice(equals + 1))] as const];
  });
  return Object.fromEntries(pairs);
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  return unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%3B', ';').replaceAll('%5D', ']'));
}
