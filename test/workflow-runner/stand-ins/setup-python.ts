import { execFileSync } from 'node:child_process';
import type { FunctionStandIn } from './stand-in.ts';

/** actions/setup-python: the machine's own python3, which is on PATH already; asking for another version fails. */
export const setupPythonStandIn: FunctionStandIn = {
  main(context) {
    const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
    const version = execFileSync(python, ['-c', 'import platform; print(platform.python_version())'], {
      encoding: 'utf8',
    }).trim();
    const wanted = context.input('python-version');
    if (wanted !== '' && wanted !== 'x' && !`${version}.`.startsWith(`${wanted.replace(/\.x$/, '')}.`)) {
      throw new Error(`The version '${wanted}' was not found: this runner has only Python ${version}.`);
    }
    context.exportVariable('pythonLocation', python.replace(/\/bin\/[^/]*$/, ''));
    context.setOutput('python-version', version);
    context.setOutput('python-path', python);
  },
};
