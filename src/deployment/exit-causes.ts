import type { FailureCause } from './diagnostics.ts';

/** "exit code 1", "exit code: 1", "exited with code 1", "exit status 1", "(exit code 1, …)" */
function exited(code: string): RegExp {
  return new RegExp(`\\bexit(?:ed)?(?: with)?(?: code| status)?(?:: ?| )${code}\\b`, 'i');
}

/** What the exit code of a program says. Source: https://tldp.org/LDP/abs/html/exitcodes.html, and 128 and the signal's number. */
export const exitCauses: readonly FailureCause[] = [
  {
    pattern: /executable file not found|: not found$|command not found|^(?=.*\bexec\b)(?=.*no such file or directory)/i,
    hint: 'The command of the container is not in the image: check `start-command`, or CMD and ENTRYPOINT (a script with Windows line ends is not found either).',
  },
  {
    pattern: exited('127'),
    hint: 'The command of the container is not in the image: check `start-command`, or CMD and ENTRYPOINT (a script with Windows line ends is not found either).',
  },
  {
    pattern: exited('126'),
    hint: 'The command of the container cannot be run: make it executable (chmod +x), and check its first line.',
  },
  {
    pattern: exited('139'),
    hint: 'The app crashed (signal SEGV): look at native modules, and whether they were built for this base image.',
  },
  {
    pattern: exited('134'),
    hint: 'The app aborted itself (signal ABRT): its log tells why.',
  },
  {
    pattern: exited('143'),
    hint: 'The app was told to stop (signal TERM) before it was healthy: look at how long it takes to start.',
  },
  {
    pattern: exited('0'),
    hint: 'The app ended by itself, without an error: a server has to stay in the foreground.',
  },
  {
    pattern: exited('\\d{1,3}'),
    hint: 'The application ended by itself: its log tells why.',
  },
];
