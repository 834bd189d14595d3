import { shownPlace } from '../../../located-yaml/node.ts';
import type { BundledSettings } from '../../../machine/source-bundle.ts';
import { composeFindings, dockerrunFindings } from './docker.ts';
import { ebextensionsFindings } from './ebextensions.ts';
import { type CheckedFile, type Finding, finding } from './finding.ts';
import { hookFindings } from './hooks.ts';
import { procfileFindings } from './procfile.ts';
import { requirementsFindings } from './requirements.ts';

/** Which files of a bundle the checks read. */
export function isChecked(path: string): boolean {
  return kinds.some(({ files }) => files.test(path));
}

/** What is wrong with the files that Elastic Beanstalk reads of a bundle. `platform` is a solution stack or a platform's ARN. */
export function bundleFindings({ paths, texts }: BundledSettings, platform: string): readonly Finding[] {
  const found = texts.flatMap(({ path, executable, text }) => {
    if (text === undefined) return [];
    const counting = kinds.filter(({ files, of }) => files.test(path) && of.test(platform));
    return counting.flatMap(({ check }) => check({ path, executable, text }, paths));
  });
  return [...found, ...placeFindings(paths, platform)];
}

export function shownFinding({ place, text }: Finding): string {
  return `In the bundle, ${shownPlace(place)} ${text}${/[?.]$/.test(text) ? '' : '.'}`;
}

interface Kind {
  readonly files: RegExp;
  /** Platforms that read such a file. */
  readonly of: RegExp;
  check(file: CheckedFile, paths: ReadonlySet<string>): readonly Finding[];
}

const every = /^/;

const kinds: readonly Kind[] = [
  { files: /^(?:Procfile|Buildfile)$/, of: every, check: procfileFindings },
  { files: /^requirements\.txt$/, of: /Python/, check: requirementsFindings },
  { files: /^\.ebextensions\/[^/]+\.config$/, of: every, check: ebextensionsFindings },
  { files: /^\.platform\/(?:config)?hooks\//, of: every, check: hookFindings },
  { files: /^docker-compose\.yml$/, of: /Docker/, check: composeFindings },
  { files: /^Dockerrun\.aws\.json$/, of: /Docker|ECS/, check: dockerrunFindings },
];

/** Files that are not where, or not called as, the platform looks for them. */
function placeFindings(paths: ReadonlySet<string>, platform: string): readonly Finding[] {
  const names = [...paths];
  const misnamed = names.filter((path) => /^procfile(?:\.txt)?$/i.test(path) && path !== 'Procfile');
  const unread = names.filter((path) => /^\.ebextensions\/[^/]+\.(?:ya?ml|json)$/i.test(path));
  const [top = ''] = (names[0] ?? '').split('/', 1);
  const isWrapped =
    names.length > 0 && !/^(?:\.|WEB-INF$)/.test(top) && names.every((path) => path.startsWith(`${top}/`));
  const docker = ['Dockerfile', 'Dockerrun.aws.json', 'docker-compose.yml'];
  return [
    ...misnamed.map((path) => finding('warning', path, 1, 'is read by nobody: the name is Procfile')),
    ...unread.map((path) => finding('warning', path, 1, 'is read by nobody: configuration files end with .config')),
    ...(isWrapped
      ? [finding('warning', `${top}/`, 1, 'holds everything: the application has to stand at the top')]
      : []),
    ...(/running Docker|platform\/Docker/.test(platform) && names.length > 0 && !docker.some((path) => paths.has(path))
      ? [finding('error', docker[0] ?? '', 1, `is missing, and so are ${docker.slice(1).join(' and ')}`)]
      : []),
  ];
}
