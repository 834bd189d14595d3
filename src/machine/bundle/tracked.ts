import { execFile } from 'node:child_process';
import { withoutCredentials } from '../without-credentials.ts';

const milliseconds = 60_000;
const maxOutputBytes = 64 * 1024 ** 2;

/**
 * Files that the rules of .gitignore leave out and Git has all the same, since somebody added them by force: relative to the
 * folder, with `/`. None where Git does not know the folder, or is not there.
 */
export function trackedThoughIgnored(folder: string): Promise<readonly string[]> {
  return new Promise((resolve) => {
    // A container's user is seldom the owner of the checkout, and a repository's configuration can name programs.
    const settings = ['-c', 'safe.directory=*', '-c', 'core.fsmonitor=false'];
    const list = ['ls-files', '-z', '--cached', '--ignored', '--exclude-standard'];
    const options = {
      cwd: folder,
      timeout: milliseconds,
      maxBuffer: maxOutputBytes,
      env: withoutCredentials(process.env),
    };
    execFile('git', [...settings, ...list], options, (error, stdout) => {
      resolve(error ? [] : stdout.split('\0').filter((path) => path !== ''));
    });
  });
}
