/**
 * The instructions of a Dockerfile without comments and here-documents, each in one line.
 * Source: https://docs.docker.com/reference/dockerfile/#format
 */
export function instructionsOf(dockerfile: string): readonly string[] {
  const lines = dockerfile.split(/\r?\n/);
  const continued = lines.slice(0, 5).some((line) => /^#\s*escape\s*=\s*`/i.test(line)) ? /`[ \t]*$/ : /\\[ \t]*$/;
  const instructions: string[] = [];
  let parts: string[] = [];
  let hereDocuments: readonly string[] = [];
  for (const line of lines) {
    const [terminator, ...others] = hereDocuments;
    if (terminator !== undefined) {
      if (line.trim() === terminator) hereDocuments = others;
      continue;
    }
    if (/^\s*#/.test(line)) continue;
    parts.push(line.replace(continued, ''));
    if (continued.test(line)) continue;
    const instruction = parts.join(' ').trim();
    parts = [];
    if (instruction === '') continue;
    instructions.push(instruction);
    hereDocuments = hereDocumentsOf(instruction);
  }
  const last = parts.join(' ').trim();
  return last === '' ? instructions : [...instructions, last];
}

/** The names that end the texts which follow an instruction: `RUN <<EOF`. https://docs.docker.com/reference/dockerfile/#here-documents */
function hereDocumentsOf(instruction: string): readonly string[] {
  if (!/^(RUN|COPY|ADD)\s/i.test(instruction)) return [];
  return [...instruction.matchAll(/\s\d*<<-?(["']?)([A-Za-z_]\w*)\1(?!\S)/g)].map(([, , name = '']) => name);
}
