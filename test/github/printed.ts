/** The lines that `body` writes to stdout, as the runner would read them. */
export async function printed(body: () => unknown): Promise<readonly string[]> {
  const { write } = process.stdout;
  let text = '';
  process.stdout.write = (chunk: string | Uint8Array) => {
    text += String(chunk);
    return true;
  };
  try {
    await body();
  } finally {
    process.stdout.write = write;
  }
  return text.split(/\r\n?|\n/).slice(0, -1);
}
