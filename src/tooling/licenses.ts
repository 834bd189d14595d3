import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A module as the bundler's statistics list it; those that were merged into it stand below it. */
export interface BundledModule {
  /** Its file; null for a module that is no file of its own. */
  readonly nameForCondition?: string | null;
  /** The chunks that it is in; none for a module that was looked at and left out. */
  readonly chunks: readonly unknown[];
  readonly modules?: readonly BundledModule[];
}

/** The licences that a bundle may hold, by their SPDX identifiers. All of them ask for their text to be kept. */
const known = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/** The text of dist/licenses.txt: each package that is bundled, with its licence. An Error for a licence that is not known. */
export function licenses(modules: readonly BundledModule[]): string {
  const byText = new Map<string, string[]>();
  for (const { title, text } of bundledPackages(modules).map(licenseOf)) {
    byText.set(text, [...(byText.get(text) ?? []), title]);
  }
  const sections = [...byText].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`);
  return `The software of others in this folder, each with its licence.\n\n${sections.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

/** Why packages must not be bundled: their licence is not known, or they do not bring its text. */
export function licenseProblems(folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) => {
    try {
      licenseOf(folder);
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  });
}

/** The folders of the packages whose code is in the bundle, sorted by the names of the packages. */
function bundledPackages(modules: readonly BundledModule[]): readonly string[] {
  // What stands in the place of a package is our own.
  const files = modules
    .filter(({ chunks }) => chunks.length > 0)
    .flatMap(filesOf)
    .filter((file) => !file.endsWith('/absent.js'));
  const found = files
    .map((file) => /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file))
    .filter((match) => match !== null);
  const folders = new Map(found.map(([folder, name = '']) => [folder, name]));
  return [...folders].toSorted(([, a], [, b]) => (a < b ? -1 : 1)).map(([folder]) => folder);
}

function filesOf({ nameForCondition, modules = [] }: BundledModule): readonly string[] {
  return [nameForCondition ?? '', ...modules.flatMap(filesOf)];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: unknown;
  readonly author?: string | { readonly name: string };
}

function licenseOf(folder: string): { readonly title: string; readonly text: string } {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const { name, version, license } = manifest;
  if (typeof license !== 'string' || !known.includes(license))
    throw new Error(
      `${name} is in the bundle, and its licence ${JSON.stringify(license)} is not one of ${known.join(', ')}. If its terms can be kept, add it in src/tooling/licenses.ts.`,
    );
  const files = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)\b/i.test(file))
    .toSorted();
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return { title: `${name} ${version} (${license})`, text: texts.join('\n\n') || standardText(manifest) };
}

/** The text for a package that names its licence and does not bring it. */
function standardText({ name, license, author }: Manifest): string {
  switch (license) {
    case 'Apache-2.0':
      return readFileSync('node_modules/@aws-sdk/core/LICENSE', 'utf8').trim();
    case 'MIT': {
      const holder = typeof author === 'string' ? author : (author?.name ?? `the authors of ${name}`);
      return readFileSync('LICENSE', 'utf8')
        .trim()
        .replace(/^Copyright.*$/m, `Copyright (c) ${holder}`);
    }
    default:
      throw new Error(`${name} is in the bundle, and does not bring the text of its licence ${license}.`);
  }
}
