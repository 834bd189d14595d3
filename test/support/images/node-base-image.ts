import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { composeImage } from './compose-image.ts';
import type { Image } from './layout.ts';
import type { TarEntry } from './tar.ts';

/**
 * A base image with Node, made of what this machine has and without any network: the running Node at
 * /usr/local/bin/node, the shared libraries and loader that it needs, users `root` and `node`, and certificates.
 */
export function nodeBaseImage(folder: string): Promise<Image> {
  return composeImage({
    folder,
    entries: [
      { kind: 'file', path: '/usr/local/bin/node', source: process.execPath, mode: 0o755 },
      ...sharedLibraries(process.execPath).map((path): TarEntry => ({ kind: 'file', path, source: path, mode: 0o755 })),
      {
        kind: 'text',
        path: '/etc/passwd',
        text: 'root:x:0:0:root:/root:/sbin/nologin\nnode:x:1000:1000::/home/node:/sbin/nologin\n',
      },
      { kind: 'text', path: '/etc/group', text: 'root:x:0:\nnode:x:1000:\n' },
      { kind: 'text', path: '/etc/nsswitch.conf', text: 'hosts: files dns\n' },
      { kind: 'folder', path: '/root', mode: 0o700 },
      { kind: 'folder', path: '/home/node' },
      { kind: 'folder', path: '/tmp', mode: 0o1777 },
      ...certificates(),
    ],
    config: {
      Env: [
        'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        `NODE_VERSION=${process.versions.node}`,
      ],
      Cmd: ['node'],
      WorkingDir: '/',
    },
  });
}

/** Paths as `ldd` tells them; none where there is no ldd, and then the image runs only as a child process. */
function sharedLibraries(program: string): readonly string[] {
  try {
    const text = execFileSync('ldd', [program], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return text.split('\n').flatMap((line) => /(?:=> |^\s*)(\/\S+) \(0x/.exec(line)?.[1] ?? []);
  } catch {
    return [];
  }
}

function certificates(): readonly TarEntry[] {
  const path = '/etc/ssl/certs/ca-certificates.crt';
  return existsSync(path) ? [{ kind: 'file', path, source: path }] : [];
}
