import { isJsonObject, parseJson } from './json.ts';

/** What a Dockerrun.aws.json (version 1) runs. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/single-container-docker-configuration.html */
export interface Dockerrun {
  readonly image: string;
  readonly port: number | undefined;
  /** The whole file as it is, so that what a deployment does not decide stays. */
  readonly file: Readonly<Record<string, unknown>>;
}

/** Reads a Dockerrun.aws.json; undefined for any other text. */
export function parseDockerrun(text: string): Dockerrun | undefined {
  const file = parseJson(text);
  if (!isJsonObject(file) || String(file['AWSEBDockerrunVersion']) !== '1' || !isJsonObject(file['Image']))
    return undefined;
  const image = file['Image']['Name'];
  const first: unknown = Array.isArray(file['Ports']) ? file['Ports'][0] : undefined;
  const port = isJsonObject(first) ? Number(first['ContainerPort']) : Number.NaN;
  return typeof image === 'string' ? { image, port: Number.isNaN(port) ? undefined : port, file } : undefined;
}

/** The text of a Dockerrun.aws.json for an image; what it holds besides image and port is taken over. */
export function dockerrunText(
  image: string,
  port: number | undefined,
  before: Dockerrun['file'] = { AWSEBDockerrunVersion: '1' },
): string {
  const Image = { ...(isJsonObject(before['Image']) ? before['Image'] : { Update: 'true' }), Name: image };
  const Ports = port === undefined ? {} : { Ports: [{ ContainerPort: port }] };
  return `${JSON.stringify({ ...before, Image, ...Ports }, null, 2)}\n`;
}
