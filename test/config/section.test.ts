import { describe, expect, test } from '@jest/globals';
import { refusal, section, textsOf } from './config-file.ts';

const file = `app: clinic
defaults:
  sync:
    bucket: default-bucket
    keep-days: 3
    env: { A: one, B: two }
  deploy: {}
environments:
  dev:
    account-id: "111111111111"
    region: us-east-1
    stack: clinic-dev
    sync:
      bucket: dev-bucket
      env: { A: dev }
      exclude: ["*.map", "*.txt"]
  prod:
    sync:
      lock: false
`;

describe('precedence', () => {
  test("an environment's input replaces the default as a whole; the others stay", () => {
    expect(textsOf(section(file, 'dev').inputs)).toEqual({
      ...{ bucket: 'dev-bucket', 'keep-days': '3', env: 'A=dev', exclude: '*.map\n*.txt' },
      ...{ 'aws-region': 'us-east-1', 'expected-account-id': '111111111111' },
    });
    expect(textsOf(section(file, 'prod').inputs)).toEqual({
      ...{ bucket: 'default-bucket', 'keep-days': '3', env: 'A=one\nB=two', lock: 'false' },
    });
  });

  test('without an environment there are the defaults only', () => {
    const { inputs, stack } = section(file);
    expect(textsOf(inputs)).toEqual({ bucket: 'default-bucket', 'keep-days': '3', env: 'A=one\nB=two' });
    expect(stack).toBeUndefined();
  });

  test('region and account of the environment win over the defaults, and the section over both', () => {
    const regions = (own: string) => `defaults: { sync: { aws-region: eu-west-1 } }
environments:
  dev:
    region: us-east-1
    sync: { ${own} }
`;
    expect(section(regions(''), 'dev').inputs.get('aws-region')?.text).toBe('us-east-1');
    expect(section(regions('aws-region: ap-south-1'), 'dev').inputs.get('aws-region')?.text).toBe('ap-south-1');
  });

  test('each value knows its file and line', () => {
    const { inputs, stack } = section(file, 'dev');
    expect(stack).toEqual({ text: 'clinic-dev', origin: 'webapp.yml:12' });
    expect(inputs.get('bucket')).toEqual({ text: 'dev-bucket', origin: 'webapp.yml:14' });
    expect(inputs.get('keep-days')).toEqual({ text: '3', origin: 'webapp.yml:5' });
    expect(inputs.get('expected-account-id')).toEqual({ text: '111111111111', origin: 'webapp.yml:10' });
  });

  test('an empty value is one that was not given', () => {
    const source = 'environments:\n  dev:\n    region:\n    sync: { bucket: , lock: "" }\n  bare:\n';
    expect(textsOf(section(source, 'dev').inputs)).toEqual({});
    expect(textsOf(section(source, 'bare').inputs)).toEqual({});
  });
});

describe('values of YAML', () => {
  test('numbers stay as they are written: a version is no fraction, an account keeps its zeros', () => {
    const source = `environments:
  dev:
    account-id: 012345678901
    sync: { env: { VERSION: 1.10, MODE: 0644, BIG: 12345678901234567890 }, exclude: [1.0], bucket: 007 }
`;
    expect(textsOf(section(source, 'dev').inputs)).toEqual({
      ...{ 'expected-account-id': '012345678901', bucket: '007', exclude: '1.0' },
      env: 'VERSION=1.10\nMODE=0644\nBIG=12345678901234567890',
    });
  });

  test('an alias is what it points to, for a value as for a section', () => {
    const source = `defaults:
  sync: &base { bucket: &name shared, lock: false }
environments:
  dev:
    sync: *base
  prod:
    sync: { bucket: *name }
`;
    expect(textsOf(section(source, 'dev').inputs)).toEqual({ bucket: 'shared', lock: 'false' });
    expect(textsOf(section(source, 'prod').inputs)).toEqual({ bucket: 'shared', lock: 'false' });
  });

  test('a block of lines is a list', () => {
    const source = 'defaults:\n  sync:\n    exclude: |\n      *.map\n      *.txt\n';
    expect(section(source).inputs.get('exclude')?.text).toBe('*.map\n*.txt\n');
  });
});

describe('mistakes', () => {
  test('all of them come in one message, each with file and line', async () => {
    const source = `app: clinic
enviroments: {}
defaults:
  sync:
    buckett: b
    keep-days: [1, 2]
  syncc: {}
environments:
  dev:
    acount-id: "1"
    region: [us-east-1]
    sync:
      env: { A: { B: c } }
      config: other.yml
      colour: red
    deploy:
      whatever: this action does not look at it
`;
    expect((await refusal(() => section(source, 'dev'))).split('\n')).toEqual([
      'The config file has 9 mistakes:',
      '  - webapp.yml:2: unknown key "enviroments" at the top of the file; did you mean "environments"?',
      '  - webapp.yml:5: unknown key "buckett" in sync; did you mean "bucket"?',
      '  - webapp.yml:6: keep-days has the wrong type; it accepts a whole number from 0 to 30.',
      '  - webapp.yml:7: unknown key "syncc" in `defaults`; did you mean "sync"?',
      '  - webapp.yml:10: unknown key "acount-id" in the environment dev; did you mean "account-id"?',
      '  - webapp.yml:11: region has the wrong type; it is a text.',
      '  - webapp.yml:13: env has the wrong type; it accepts NAME=value lines.',
      expect.stringMatching(/^ {2}- webapp\.yml:14: unknown key "config" in sync; it may be bucket, keep-days, .*\.$/),
      expect.stringMatching(/^ {2}- webapp\.yml:15: unknown key "colour" in sync; it may be bucket, keep-days, .*\.$/),
      ' Nothing was changed.',
    ]);
  });

  test.each([
    ['defaults: [sync]', undefined, 'webapp.yml:1: defaults has the wrong type; it holds keys and their values.'],
    ['environments: dev', 'dev', 'webapp.yml:1: environments has the wrong type; it holds keys and their values.'],
    ['environments:\n  dev: us-east-1', 'dev', 'webapp.yml:2: dev has the wrong type; it holds keys and their values.'],
    ['defaults:\n  sync: dist', undefined, 'webapp.yml:2: sync has the wrong type; it holds keys and their values.'],
  ])('%j: a value where a map must be is not passed over', async (source, environment, problem) => {
    expect(await refusal(() => section(source, environment))).toContain(problem);
  });

  test('an unknown environment is told with those that there are', async () => {
    expect(await refusal(() => section(file, 'staging'))).toBe(
      'The config file has no environment "staging". It has: dev, prod. Correct the input `environment`, or add the environment.',
    );
    expect(await refusal(() => section('app: clinic', 'dev'))).toContain('It has: none.');
  });

  test.each([
    ['a: [1', 'webapp.yml:1:6'],
    ['a: 1\na: 2', 'webapp.yml:2:1'],
    ['environments:\n\tdev: {}', 'webapp.yml:2:1'],
    ['a: b: c', 'webapp.yml:1:4'],
  ])('%j is not valid YAML, and the place is told', async (source, place) => {
    expect(await refusal(() => section(source))).toMatch(`${place}: the config file is not valid YAML.`);
  });

  test('a reference between braces without quotes is a mistake that many make', async () => {
    const source = 'environments:\n  dev:\n    sync: { bucket: ${stack:SiteBucket} }\n';
    expect(await refusal(() => section(source))).toContain('a value with ${…} has to be quoted');
  });

  test('of several names that are near, the nearest is proposed', async () => {
    expect(await refusal(() => section('defaults: { sync: { buket: b } }'))).toContain('did you mean "bucket"?');
  });

  test.each(['', '# nothing\n', '- a\n- b\n', 'text'])('%j holds no environments', async (source) => {
    expect(await refusal(() => section(source))).toBe(
      'webapp.yml:1: the config file holds no environments. Start it with `environments:` and a name below it.',
    );
  });
});
