/**
 * Prints a line where the runner reads it. It reads standard error as it reads standard output, so what one of them does not
 * take goes to the other; where neither does, nobody is there to read it.
 */
export function print(line: string): void {
  const text = `${line}\n`;
  process.stdout.write(text, (lost) => {
    if (lost) process.stderr.write(text, () => {});
  });
}

/** Prints a workflow command. Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands */
export function printCommand(
  name: string,
  message: string,
  properties: Readonly<Record<string, string | number>> = {},
) {
  const pairs = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(String(value))}`);
  print(`::${[name, pairs.join(',')].filter((part) => part !== '').join(' ')}::${escapedMessage(message)}`);
}

/** The message of a command on one line. */
export function escapedMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
