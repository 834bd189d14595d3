import { type CheckedFile, type Finding, finding } from './finding.ts';

const stages = ['prebuild', 'predeploy', 'postdeploy'];

/** A file below `.platform/hooks` or `.platform/confighooks`. Source: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.hooks.html */
export function hookFindings({ path, executable, text }: CheckedFile): readonly Finding[] {
  const [stage = '', name] = path.split('/').slice(2);
  if (name === undefined || !stages.includes(stage))
    return [finding('warning', path, 1, `is run by nobody: hooks stand in ${stages.join(', ')}`)];
  const isProgram = text.startsWith('\u007fELF');
  const [first = ''] = text.split('\n', 1);
  if (/^#!.*\r$/.test(first))
    return [finding('error', path, 1, 'has line ends of Windows, so its interpreter is not found')];
  return [
    ...(isProgram || first.startsWith('#!')
      ? []
      : [finding('warning', path, 1, 'names no interpreter, such as #!/bin/bash, in its first line')]),
    ...(executable
      ? []
      : [finding('warning', path, 1, 'is not executable: platform versions from before April 29, 2022 cannot run it')]),
  ];
}
