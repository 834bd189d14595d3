/** The lines at the top of a Dockerfile that are for its parser, by lower-case name. https://docs.docker.com/reference/dockerfile/#parser-directives */
export function directivesOf(dockerfile: string): ReadonlyMap<string, string> {
  const directives = new Map<string, string>();
  for (const line of dockerfile.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (directives.size === 0 && line.startsWith('#!')) continue;
    const [, name, value = ''] = /^\s*#[ \t]*([A-Za-z][\w-]*)[ \t]*=(.*)$/.exec(line) ?? [];
    if (name === undefined) break;
    directives.set(name.toLowerCase(), value.trim());
  }
  return directives;
}

/**
 * The instructions of a Dockerfile without comments and here-documents, each in one line.
 * Source: https://docs.docker.com/reference/dockerfile/#format
 */
export function instructionsOf(dockerfile: string): readonly string[] {
  const escape = directivesOf(dockerfile).get('escape') === '`' ? '`' : '\\\\';
  const continued = new RegExp(`(^|[^${escape}])${escape}[ \\t]*$`);
  const instructions: string[] = [];
  let parts: string[] = [];
  /** Those that are still to end, the next one last. */
  let hereDocuments: HereDocument[] = [];
  for (const line of dockerfile.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const here = hereDocuments.at(-1);
    if (here) {
      if ((here.mayIndent ? line.replace(/^\t+/, '') : line) === here.name) hereDocuments.pop();
      continue;
    }
    if (/^\s*(#|$)/.test(line)) continue;
    const isContinued = continued.test(line);
    parts.push(isContinued ? line.replace(continued, '$1') : line);
    if (isContinued) continue;
    const instruction = parts.join('').trim();
    parts = [];
    if (instruction === '') continue;
    instructions.push(instruction);
    hereDocuments = hereDocumentsOf(instruction).toReversed();
  }
  const last = parts.join('').trim();
  return last === '' ? instructions : [...instructions, last];
}

export interface HereDocument {
  readonly name: string;
  /** `<<-`: tabs may stand before its end. */
  readonly mayIndent: boolean;
}

/** The texts that follow an instruction: `RUN <<EOF`. https://docs.docker.com/reference/dockerfile/#here-documents */
export function hereDocumentsOf(instruction: string): readonly HereDocument[] {
  if (!/^(ONBUILD\s+)?(RUN|COPY|ADD)\s/i.test(instruction)) return [];
  return [...instruction.matchAll(/\s\d*<<(-?)(["']?)([^\s<"']+)\2(?!\S)/g)].map(([, dash, , name = '']) => ({
    name,
    mayIndent: dash === '-',
  }));
}

/** An instruction by its keyword in upper case; with `ONBUILD`, that which it delays. */
export interface Instruction {
  readonly keyword: string;
  /** `--name=value`, by which BuildKit reads most; quotes are taken off. */
  readonly flags: readonly { readonly name: string; readonly value: string }[];
  readonly words: readonly string[];
}

export function parseInstruction(text: string): Instruction {
  const [keyword = '', ...rest] = text.split(/\s+/);
  if (/^ONBUILD$/i.test(keyword)) return parseInstruction(rest.join(' '));
  const count = rest.findIndex((word) => !word.startsWith('--'));
  const flags = (count < 0 ? rest : rest.slice(0, count)).map((word) => {
    const [name = '', ...value] = word.slice(2).split('=');
    return { name: name.toLowerCase(), value: value.join('=').replace(/["']/g, '') };
  });
  return { keyword: keyword.toUpperCase(), flags, words: count < 0 ? [] : rest.slice(count) };
}
