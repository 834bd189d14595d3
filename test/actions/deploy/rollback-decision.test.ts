import { describe, expect, test } from '@jest/globals';
import { decide } from '../../../src/actions/deploy/rollback-decision.ts';
import type { StageResult } from '../../../src/actions/deploy/stage-result.ts';
import { stages } from '../../../src/actions/deploy/stages.ts';
import { UserError } from '../../../src/errors.ts';
import type { OutputValue } from '../../../src/github/outputs.ts';

type Outputs = Readonly<Record<string, OutputValue>>;

/** A stage that ended with these outputs, of a site whose releases were these. */
function result(name: string, outputs: Outputs, { kind = 'update', releases = ['v1'] } = {}): StageResult {
  const stage = stages.find((each) => each.name === name);
  const step = {
    observation: { manifest: { releases: releases.map((id) => ({ id })) } },
    plan: { changes: [{ kind, resource: name }] },
  };
  return { planned: { stage, step }, step, ending: { outputs } } as unknown as StageResult;
}

function failing(name: string, outputs: Outputs = {}): StageResult {
  const { ending, ...rest } = result(name, outputs);
  return { ...rest, ending: { ...ending, failure: new UserError({ what: 'It failed.' }) } };
}

const backend = result('backend', { changed: true, 'previous-image': 'image:1' });
const created = result('backend', { changed: true }, { kind: 'create' });
const site = result('site', { changed: true, 'release-id': 'v2' });
const firstSite = result('site', { changed: true, 'release-id': 'v2' }, { releases: [] });
const smoke = failing('smoke', { 'safe-to-rollback': true });

/** The stages that are rolled back, with the versions that are restored, or why there are none. */
function decided(results: readonly StageResult[], rollbackOnFailure = true, isCutShort = false) {
  const decision = decide(results, { rollbackOnFailure }, isCutShort);
  if (decision.kind === 'leave') return decision.why;
  return decision.restorations.map(({ result: { planned }, version }) => [planned.stage.name, version]);
}

describe('the rollback', () => {
  test.each([
    [
      'of backend and site',
      [backend, site, smoke],
      [
        ['backend', 'image:1'],
        ['site', 'v1'],
      ],
    ],
    ['of the backend, where the site has no earlier release', [backend, firstSite, smoke], [['backend', 'image:1']]],
    ['of a bundle, which has no name', [result('backend', { changed: true }), smoke], [['backend', undefined]]],
    [
      'of a site that failed halfway',
      [backend, failing('site')],
      [
        ['backend', 'image:1'],
        ['site', 'v1'],
      ],
    ],
    ['of the site alone, in a chain without a backend', [failing('site')], [['site', 'v1']]],
  ])('%s', (_, results, expected) => {
    expect(decided(results)).toEqual(expected);
  });
});

describe('no rollback', () => {
  test.each([
    ['of a backend that was created, and so not of its site either', [created, site, smoke], /created by this run/],
    [
      'of a site that had this release before',
      [result('site', { changed: true, 'release-id': 'v1' }), smoke],
      /already had the release v1/,
    ],
    ['where neither was changed', [result('backend', { changed: false }), smoke], /changed neither backend nor site/],
    ['where a check says so', [backend, failing('smoke', { 'safe-to-rollback': false })], /not safe/],
    ['where nothing was seen of the release', [backend, failing('smoke')], /no check saw the new release misbehave/],
  ])('%s', (_, results, why) => {
    expect(decided(results)).toMatch(why);
  });

  test('where it is switched off, or the run is cut short', () => {
    expect(decided([backend, smoke], false)).toMatch(/rollback-on-failure is false/);
    expect(decided([backend, smoke], true, true)).toMatch(/cancelled or has timed out/);
  });

  test.each(['image', 'database', 'backend'])('and nothing to say of it, when the stage %s fails', (name) => {
    expect(decided([failing(name)])).toBeUndefined();
  });
});
