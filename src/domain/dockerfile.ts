/**
 * The instructions of a Dockerfile without comments and here-documents, each in one line.
 * Source: https://docs.docker.com/reference/dockerfile/#format
 */
export function instructionsOf(dockerfile: string): readonly string[] {
  const lines = dockerfile.split(/\r?\n/);
  const continued = lines.slice(0, 5).some((line) => /^#\s*escape\s*=\s*`/i.test(line)) ? /`[ \t]*$/ : /\\[ \t]*$/;
  const instructions: string[] = [];
  let parts: string[] = [];
  /** Names of the here-documents that are still to end, the next one last. */
  let hereDocuments: string[] = [];
  for (const line of lines) {
    if (hereDocuments.length > 0) {
      if (line.trim() === hereDocuments.at(-1)) hereDocuments.pop();
      continue;
    }
    if ((line === '' && parts.length === 0) || /^\s*#/.test(line)) continue;
    parts.push(line.replace(continued, ''));
    if (continued.test(line)) continue;
    const instruction = parts.join(' ').trim();
    parts = [];
    if (instruction === '') continue;
    instructions.push(instruction);
    hereDocuments = hereDocumentsOf(instruction).toReversed();
  }
  const last = parts.join(' ').trim();
  return last === '' ? instructions : [...instructions, last];
}

/** The names that end the texts which follow an instruction: `RUN <<EOF`. https://docs.docker.com/reference/dockerfile/#here-documents */
function hereDocumentsOf(instruction: string): readonly string[] {
  if (!/^(RUN|COPY|ADD)\s/i.test(instruction)) return [];
  return [...instruction.matchAll(/\s\d*<<-?(["']?)([A-Za-z_]\w*)\1(?!\S)/g)].map(([, , name = '']) => name);
}
