import { imageVersion } from '../../../src/actions/deploy-beanstalk/version.ts';
import { parseDockerrun } from '../../../src/domain/dockerrun.ts';
import { type KnownVersion, name } from './elastic-beanstalk-server.ts';

const host = '111111111111.dkr.ecr.eu-central-1.amazonaws.com/clinic';
export const images = {
  previous: `${host}@sha256:${'1'.repeat(64)}`,
  wanted: `${host}@sha256:${'2'.repeat(64)}`,
  other: `${host}@sha256:${'3'.repeat(64)}`,
};
function versionOf(image: string, before?: KnownVersion): KnownVersion {
  const { label, key, content } = imageVersion(name, image, 8080, before && parseDockerrun(before.text));
  return { label, key, text: content.kind === 'dockerrun' ? content.text : '' };
}

const previous = versionOf(images.previous);
export const versions = {
  previous,
  wanted: versionOf(images.wanted, previous),
  other: versionOf(images.other, previous),
};
