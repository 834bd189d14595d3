import { instructionsOf } from './dockerfile.ts';
import { substituted } from './dockerfile-variables.ts';
import { imageLimits } from './image-limits.ts';
import type { Result } from './result.ts';

/**
 * The images that a Dockerfile takes from registries by tag, sorted: of FROM, of `COPY --from` and of `--mount=from`.
 * What names its digest is left out, and what a variable without a known value leaves open.
 * Source: https://docs.docker.com/reference/dockerfile/#from
 */
export function baseImagesOf(
  dockerfile: string,
  buildArguments: ReadonlyMap<string, string>,
): Result<readonly string[]> {
  const { baseImages, argumentCharacters } = imageLimits;
  const stages = new Set<string>();
  const images = new Set<string>();
  const globals = new Map<string, string>();
  let stageCount = 0;
  for (const instruction of instructionsOf(dockerfile)) {
    const [keyword = '', ...words] = instruction.split(/\s+/);
    if (/^ARG$/i.test(keyword) && stageCount === 0) {
      for (const [name, value] of declared(words)) {
        const known = buildArguments.get(name) ?? substituted(value, globals);
        if (known === undefined || known.length > argumentCharacters)
          return {
            ok: false,
            reason: `the value of ARG ${name.slice(0, 100)} has more than ${argumentCharacters} characters`,
          };
        globals.set(name, known);
      }
    } else if (/^FROM$/i.test(keyword)) {
      const [image = '', as, name] = words.filter((word) => !word.startsWith('--'));
      images.add(stageOrImage(substituted(image, globals) ?? '', stages));
      if (as && name) stages.add(name.toLowerCase());
      stages.add(String(stageCount++));
    } else {
      for (const [, from = ''] of instruction.matchAll(/\s--(?:mount=\S*\b)?from=([^\s,]+)/g))
        images.add(stageOrImage(from, stages));
    }
    if (images.size > baseImages) return { ok: false, reason: `it names more than ${baseImages} base images` };
  }
  const named = [...images].filter((image) => /^[^\s$@]+$/.test(image) && image !== 'scratch');
  return { ok: true, value: named.toSorted() };
}

/** `NAME` or `NAME=value`, the value perhaps quoted. */
function declared(words: readonly string[]): readonly (readonly [name: string, value: string])[] {
  return words.map((word) => {
    const [name = '', ...value] = word.split('=');
    return [name, value.join('=').replace(/^(['"])(.*)\1$/, '$2')];
  });
}

function stageOrImage(name: string, stages: ReadonlySet<string>): string {
  return stages.has(name.toLowerCase()) ? '' : name;
}
