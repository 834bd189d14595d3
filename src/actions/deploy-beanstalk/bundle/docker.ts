import { isJsonObject, type JsonObject, parseJson } from '../../../domain/json.ts';
import { entryOf } from '../../../located-yaml/node.ts';
import { type CheckedFile, type Finding, finding } from './finding.ts';
import { unknownKeys, yamlMapping } from './yaml-file.ts';

/** Source: https://docs.docker.com/reference/compose-file/ */
const composeKeys = ['services', 'version', 'name', 'include', 'networks', 'volumes', 'configs', 'secrets', 'models'];

/** docker-compose.yml of the Docker platform. */
export function composeFindings(file: CheckedFile): readonly Finding[] {
  const read = yamlMapping(file);
  if (!('kind' in read)) return read;
  const services = entryOf(read, 'services')?.value;
  const unknown = unknownKeys(read, composeKeys, 'key of a Compose file');
  if (services?.kind !== 'mapping' || services.entries.length === 0)
    return entryOf(read, 'include') ? unknown : [...unknown, finding('error', file.path, 1, 'has no services')];
  const idle = services.entries.filter(
    ({ value }) =>
      value.kind !== 'mapping' || !['image', 'build', 'extends', 'provider'].some((key) => entryOf(value, key)),
  );
  return [
    ...unknown,
    ...idle.map(({ key, place }) => ({
      ...({ kind: 'warning', place } as const),
      text: `the service ${key} has neither \`image\` nor \`build\``,
    })),
  ];
}

/** Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/single-container-docker-configuration.html */
const dockerrunKeys: Readonly<Record<string, readonly string[]>> = {
  1: ['AWSEBDockerrunVersion', 'Authentication', 'Image', 'Ports', 'Volumes', 'Logging', 'Entrypoint', 'Command'],
  3: ['AWSEBDockerrunVersion', 'Authentication'],
};

/** Dockerrun.aws.json of the Docker and ECS platforms. */
export function dockerrunFindings({ path, text }: CheckedFile, paths: ReadonlySet<string>): readonly Finding[] {
  const file = parseJson(text);
  if (file === undefined) return [finding('error', path, brokenLine(text), 'is no JSON')];
  const version = isJsonObject(file) ? String(file['AWSEBDockerrunVersion']) : '';
  if (!isJsonObject(file) || !['1', '2', '3'].includes(version))
    return [finding('error', path, 1, 'has no `AWSEBDockerrunVersion` of 1, 2 or 3')];
  const known = dockerrunKeys[version];
  const unknown = Object.keys(file).filter((key) => known && !known.includes(key));
  return [
    ...unknown.map((key) => finding('warning', path, 1, `"${key}" is no key of version ${version}`)),
    ...(version === '1' && !namesImage(file) && !paths.has('Dockerfile')
      ? [finding('error', path, 1, 'names no image (`Image.Name`), and there is no Dockerfile beside it')]
      : []),
  ];
}

function namesImage({ Image }: JsonObject): boolean {
  return isJsonObject(Image) && typeof Image['Name'] === 'string' && Image['Name'] !== '';
}

/** The parser tells the position of what it does not understand; at an end that comes too early, none. */
function brokenLine(text: string): number {
  try {
    JSON.parse(text);
  } catch (error) {
    const [, position] = / position (\d{1,12})/.exec((error as Error).message) ?? [];
    return text.slice(0, position === undefined ? text.length : Number(position)).split('\n').length;
  }
  return 1;
}
