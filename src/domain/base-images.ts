/**
 * The images that a Dockerfile takes from registries by tag, sorted: of FROM, of `COPY --from` and of `--mount=from`.
 * What names its digest is left out, and what a variable without a known value leaves open.
 * Source: https://docs.docker.com/reference/dockerfile/#from
 */
export function baseImagesOf(dockerfile: string, buildArguments: ReadonlyMap<string, string>): readonly string[] {
  const stages = new Set<string>();
  const images = new Set<string>();
  const globals = new Map<string, string>();
  let stageCount = 0;
  for (const instruction of instructionsOf(dockerfile)) {
    const [keyword = '', ...words] = instruction.split(/\s+/);
    if (/^ARG$/i.test(keyword) && stageCount === 0) {
      for (const [name, value] of declared(words))
        globals.set(name, buildArguments.get(name) ?? substituted(value, globals));
    } else if (/^FROM$/i.test(keyword)) {
      const [image = '', as, name] = words.filter((word) => !word.startsWith('--'));
      images.add(stageOrImage(substituted(image, globals), stages));
      if (as && name) stages.add(name.toLowerCase());
      stages.add(String(stageCount++));
    } else {
      for (const [, from = ''] of instruction.matchAll(/\s--(?:mount=\S*\b)?from=([^\s,]+)/g))
        images.add(stageOrImage(from, stages));
    }
  }
  return [...images].filter((image) => /^[^\s$@]+$/.test(image) && image !== 'scratch').toSorted();
}

/** Instructions without comments, each in one line. */
function instructionsOf(dockerfile: string): readonly string[] {
  const lines = dockerfile.split(/\r?\n/);
  const escape = lines.slice(0, 5).some((line) => /^#\s*escape\s*=\s*`/i.test(line)) ? '`' : '\\';
  const text = lines.filter((line) => !/^\s*#/.test(line)).join('\n');
  return text
    .replaceAll(new RegExp(`\\${escape}[ \\t]*\\n`, 'g'), ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** `NAME` or `NAME=value`, the value perhaps quoted. */
function declared(words: readonly string[]): readonly (readonly [name: string, value: string])[] {
  return words.map((word) => {
    const [name = '', ...value] = word.split('=');
    return [name, value.join('=').replace(/^(['"])(.*)\1$/, '$2')];
  });
}

/** `$NAME`, `${NAME}` and `${NAME:-otherwise}`; what has no value stays as it is. */
function substituted(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$(?:(\w+)|\{(\w+)(?::-([^}]*))?\})/g, (whole, plain, braced, otherwise) => {
    const value = values.get(plain ?? braced);
    return value || otherwise || whole;
  });
}

function stageOrImage(name: string, stages: ReadonlySet<string>): string {
  return stages.has(name.toLowerCase()) ? '' : name;
}
