import { describe, expect, test } from '@jest/globals';
import { bundleFindings, isChecked, shownFinding } from '../../../src/actions/deploy-beanstalk/bundle/check.ts';

type Files = Readonly<Record<string, string>>;

const python = '64bit Amazon Linux 2023 v4.7.2 running Python 3.13';
const docker = 'arn:aws:elasticbeanstalk:eu-west-1::platform/Docker running on 64bit Amazon Linux 2023/4.9.0';

function checked(files: Files, platform = python, executable = true) {
  const texts = Object.entries(files)
    .filter(([path]) => isChecked(path))
    .map(([path, text]) => ({ path, text, executable }));
  return bundleFindings({ paths: new Set([...Object.keys(files), 'main.py']), texts }, platform).map((found) => [
    found.kind,
    shownFinding(found),
  ]);
}

const error = (text: string) => [['error', `In the bundle, ${text}`]];
const warning = (text: string) => [['warning', `In the bundle, ${text}`]];

describe('what Elastic Beanstalk reads', () => {
  test.each<[string, Files, unknown]>([
    ['Procfile', { Procfile: 'web: gunicorn app\nworker: python worker.py\n\n' }, []],
    ['Buildfile', { Buildfile: 'build: ./build.sh' }, []],
    [
      'a line without a name',
      { Procfile: 'web: run\ngunicorn app\n' },
      error('Procfile:2 "gunicorn app" is not like `name: command`.'),
    ],
    [
      'a name with a dot',
      { Procfile: 'web: run\na.b: run\n' },
      error('Procfile:2 "a.b: run" is not like `name: command`.'),
    ],
    ['no command', { Procfile: 'web:\n' }, error('Procfile:1 "web:" is not like `name: command`.')],
    [
      'no web',
      { Procfile: 'api: run\n' },
      warning('Procfile:1 has no process `web`, which is the one that gets the requests.'),
    ],
    [
      'Windows',
      { Procfile: 'web: run\r\n' },
      warning('Procfile:1 has line ends of Windows, which become a part of each command.'),
    ],
    ['another case', { procfile: 'web: run' }, warning('procfile:1 is read by nobody: the name is Procfile.')],
    [
      'hooks',
      { '.platform/hooks/predeploy/01.sh': '#!/bin/bash\n', '.platform/confighooks/prebuild/a': '\u007fELF' },
      [],
    ],
    [
      'a hook nowhere',
      { '.platform/hooks/deploy/01.sh': '#!/bin/bash\n' },
      warning('.platform/hooks/deploy/01.sh:1 is run by nobody: hooks stand in prebuild, predeploy, postdeploy.'),
    ],
    [
      'a hook of Windows',
      { '.platform/hooks/prebuild/01.sh': '#!/bin/bash\r\n' },
      error('.platform/hooks/prebuild/01.sh:1 has line ends of Windows, so its interpreter is not found.'),
    ],
    [
      'a hook without interpreter',
      { '.platform/hooks/prebuild/01.sh': 'echo' },
      warning('.platform/hooks/prebuild/01.sh:1 names no interpreter, such as #!/bin/bash, in its first line.'),
    ],
  ])('%s', (_, files, expected) => {
    expect(checked(files)).toEqual(expected);
  });

  test('a hook that is not executable', () => {
    expect(checked({ '.platform/hooks/prebuild/01.sh': '#!/bin/bash\n' }, python, false)).toEqual(
      warning(
        '.platform/hooks/prebuild/01.sh:1 is not executable: platform versions from before April 29, 2022 cannot run it.',
      ),
    );
  });

  test('a folder at the top that holds everything', () => {
    const found = bundleFindings({ paths: new Set(['app/main.py', 'app/Procfile']), texts: [] }, python);
    expect(found.map(shownFinding)).toEqual([
      'In the bundle, app/:1 holds everything: the application has to stand at the top.',
    ]);
  });
});

describe('requirements.txt', () => {
  test.each([
    'flask==3.0.0',
    'Django>=5,<6  # comment',
    'uvicorn[standard] ~= 0.30 ; python_version >= "3.9"',
    'requests @ https://example.com/requests-2.0.zip',
    'git+https://github.com/o/r.git@main#egg=r',
    '--extra-index-url https://example.com/simple',
    '-r requirements/base.txt',
    '-e .',
    './vendor/lib',
    'a==1 \\\n    --hash=sha256:abc',
    '--no-binary :all:',
    'pkg (>=1.0)',
    './wheels/a-1.0-py3-none-any.whl',
    'torch==2.1.0+cpu',
    'zope.interface',
    '${PKG}',
  ])('%j passes', (line) => {
    const more = { 'requirements/base.txt': '', 'vendor/lib/setup.py': '', 'wheels/a-1.0-py3-none-any.whl': '' };
    expect(checked({ ...more, 'requirements.txt': `${line}\n` })).toEqual([]);
  });

  test.each([
    ['flask=3.0.0', 'has one `=`: pip needs two'],
    ['<<<<<<< HEAD', 'is left from a merge'],
    ['-r base.txt', 'is not in the bundle'],
    ['-e ../shared', 'is not in the bundle'],
    ['certifi @ file:///croot/certifi', 'is on the machine that wrote this file only'],
    ['pip install flask', 'is no requirement that pip reads'],
  ])('%j: %s', (line, problem) => {
    expect(checked({ 'requirements.txt': `a\n\n${line}\n` })).toEqual(
      error(`requirements.txt:3 "${line}" ${problem}.`),
    );
    expect(checked({ 'requirements.txt': line }, '64bit Amazon Linux 2023 v6.6.7 running Node.js 22')).toEqual([]);
  });
});

describe('.ebextensions', () => {
  const config = (text: string) => checked({ '.ebextensions/a.config': text });
  test.each([
    'option_settings:\n  aws:autoscaling:asg:\n    MinSize: 2\n',
    'option_settings:\n  - namespace: aws:autoscaling:asg\n    option_name: MinSize\n    value: 2\n',
    '{"option_settings": [{"option_name": "A", "value": "1"}]}',
    '{\n\t"option_settings": {\n\t\t"aws:autoscaling:asg": {"MinSize": 2}\n\t}\n}',
    'files:\n  "/etc/x":\n    content: |\n      `{"Ref": "AWSEBAutoScalingGroup"}`\ncontainer_commands:\n  01_a:\n    command: "ls"\nResources:\n  A: !Ref B\n',
  ])('%j passes', (text) => {
    expect(config(text)).toEqual([]);
  });

  test.each([
    ['option_settings:\n  a: b\n c: d\n', /^In the bundle, \.ebextensions\/a\.config:3 is no YAML: /],
    ['commands:\n\t01: x\n', /a\.config:2 is no YAML: .*[Tt]ab/],
    ['- a\n', /a\.config:1 holds no keys with values\.$/],
    ['a: 1\na: 2\n', /a\.config:2 is no YAML: .*unique/],
  ])('%j is an error', (text, message) => {
    expect(config(text)).toEqual([['error', expect.stringMatching(message)]]);
  });

  test.each([
    [
      'option_setting:\n  aws:x: {}\n',
      '1 "option_setting" is no key of a configuration file; did you mean "option_settings"?',
    ],
    [
      'option_settings:\n  autoscaling:\n    MinSize: 1\n',
      '2 "autoscaling" is no namespace of options, such as aws:autoscaling:asg.',
    ],
    ['option_settings:\n  - option_name: A\n', '2 this option has no `value`.'],
    [
      'option_settings:\n  - option_name: A\n    value: 1\n    name: x\n',
      '4 "name" is no part of an option; did you mean "namespace"?',
    ],
  ])('%j is a warning', (text, message) => {
    expect(config(text)).toEqual(warning(`.ebextensions/a.config:${message}`));
  });

  test('a file with another ending', () => {
    expect(checked({ '.ebextensions/a.yml': 'x' })).toEqual(
      warning('.ebextensions/a.yml:1 is read by nobody: configuration files end with .config.'),
    );
  });
});

describe('Docker', () => {
  const compose = (text: string) => checked({ 'docker-compose.yml': text }, docker);
  const dockerrun = (text: string, more: Files = {}) => checked({ 'Dockerrun.aws.json': text, ...more }, docker);

  test('good files', () => {
    expect(compose('version: "3"\nx-a: 1\nservices:\n  web:\n    image: nginx\n')).toEqual([]);
    expect(dockerrun('{"AWSEBDockerrunVersion": "1", "Image": {"Name": "nginx"}, "Ports": []}')).toEqual([]);
    expect(dockerrun('{"AWSEBDockerrunVersion": "1"}', { Dockerfile: 'FROM x' })).toEqual([]);
    expect(dockerrun('{"AWSEBDockerrunVersion": 2, "containerDefinitions": [], "family": ""}')).toEqual([]);
  });

  test('no file at all', () => {
    expect(checked({}, docker)).toEqual(
      error('Dockerfile:1 is missing, and so are Dockerrun.aws.json and docker-compose.yml.'),
    );
    expect(checked({}, '64bit Amazon Linux 2023 v4.7.3 running Docker')).toHaveLength(1);
  });

  test('broken ones', () => {
    expect(compose('services:\n  web: {image: nginx\n')).toEqual([['error', expect.stringContaining('is no YAML')]]);
    expect(compose('version: "3"\n')).toEqual(error('docker-compose.yml:1 has no services.'));
    expect(compose('service:\n  a: 1\nservices:\n  web:\n    ports: []\n')).toEqual([
      [
        'warning',
        'In the bundle, docker-compose.yml:1 "service" is no key of a Compose file; did you mean "services"?',
      ],
      ['warning', 'In the bundle, docker-compose.yml:4 the service web has neither `image` nor `build`.'],
    ]);
    expect(dockerrun('{\n  "AWSEBDockerrunVersion": "1",\n  "Image": {,}\n}')).toEqual(
      error('Dockerrun.aws.json:3 is no JSON.'),
    );
    expect(dockerrun('{"Image": {}}')).toEqual(
      error('Dockerrun.aws.json:1 has no `AWSEBDockerrunVersion` of 1, 2 or 3.'),
    );
    expect(dockerrun('{"AWSEBDockerrunVersion": "1", "Port": []}')).toEqual([
      ['warning', 'In the bundle, Dockerrun.aws.json:1 "Port" is no key of version 1.'],
      [
        'error',
        'In the bundle, Dockerrun.aws.json:1 names no image (`Image.Name`), and there is no Dockerfile beside it.',
      ],
    ]);
  });
});
