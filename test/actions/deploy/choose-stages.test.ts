import { describe, expect, test } from '@jest/globals';
import { chooseStages, type Sections } from '../../../src/actions/deploy/choose-stages.ts';
import { contract } from '../../../src/actions/deploy/contract.ts';
import { parseInputs } from '../../../src/contract/index.ts';
import { UserError } from '../../../src/errors.ts';

const digest = `sha256:${'0'.repeat(64)}`;
const image = `111111111111.dkr.ecr.eu-central-1.amazonaws.com/clinic@${digest}`;

function sections(own: readonly string[], defaults: readonly string[] = []): Sections {
  return { own: new Set(own), defaults: new Set(defaults) };
}

/** The sections that are chosen for these inputs, or the message of the refusal. */
function chosen(given: Readonly<Record<string, string>>, among: Sections): readonly string[] | string {
  const texts = Object.entries({ environment: 'dev', ...given });
  try {
    const inputs = parseInputs(contract, new Map(texts.map(([name, text]) => [name, { text, origin: 'with' }])));
    return chooseStages(inputs, among).map(({ section }) => section);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

const whole = sections(['deploy-apprunner'], ['smoke-test', 'sync-spa-s3', 'build-push-ecr', 'region']);

describe('the stages that are carried out', () => {
  test.each([
    [
      'all that have a section, in order',
      {},
      whole,
      ['build-push-ecr', 'deploy-apprunner', 'sync-spa-s3', 'smoke-test'],
    ],
    ['those that are named', { stages: 'smoke backend' }, whole, ['deploy-apprunner', 'smoke-test']],
    ['those of them that have a section', { stages: 'site edge' }, whole, ['sync-spa-s3']],
    ['named one a line, too', { stages: 'site\nsmoke' }, whole, ['sync-spa-s3', 'smoke-test']],
    [
      'without the image stage, where the image is given',
      { image },
      whole,
      ['deploy-apprunner', 'sync-spa-s3', 'smoke-test'],
    ],
    [
      "with the environment's own backend before that of the defaults",
      { stages: 'backend' },
      sections(['deploy-ecs-express'], ['deploy-apprunner']),
      ['deploy-ecs-express'],
    ],
  ])('%s', (_, given, among, expected) => {
    expect(chosen(given, among)).toEqual(expected);
  });
});

describe('refused', () => {
  test.each([
    [
      'two backends in one environment',
      {},
      sections(['deploy-apprunner', 'deploy-beanstalk']),
      'has two sections in the config file: deploy-apprunner and deploy-beanstalk',
    ],
    ['two backends in the defaults', {}, sections([], ['deploy-apprunner', 'deploy-beanstalk']), 'has two sections'],
    [
      'a stage without a section',
      { stages: 'edge' },
      whole,
      'has no section for the stage edge. It would be: invalidate-cloudfront.',
    ],
    ['no section at all', {}, sections(['region']), 'has no section for any of the stages'],
    ['a stage that there is not', { stages: 'backend frontend' }, whole, '"frontend" is no stage'],
    ['an image and a source', { image, 'source-image': image }, whole, 'Both `image` and `source-image` were given'],
    ['an image by tag', { image: image.replace(`@${digest}`, ':v1') }, whole, 'it has no digest, and a tag may move'],
    ['an image for no backend', { image, stages: 'site' }, whole, 'the stage backend is not carried out'],
    ['a release for no site', { 'site-release': 'v1', stages: 'backend' }, whole, 'the stage site is not carried out'],
  ])('%s', (_, given, among, expected) => {
    expect(chosen(given, among)).toContain(expected);
  });
});
