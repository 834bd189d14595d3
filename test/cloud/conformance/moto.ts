import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Starts moto, another implementation of AWS's APIs (https://docs.getmoto.org), on a free loopback port. */
export async function startMoto(): Promise<{ readonly endpoint: string; stop(): Promise<void> }> {
  const child = spawn('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const endpoint = await new Promise<string>((resolve, reject) => {
    let output = '';
    const listen = (text: Buffer) => {
      output += text.toString();
      const url = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
      if (url) resolve(url);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    exited.then(() => reject(new Error(`moto ended before it answered: ${output}`)), reject);
  });
  return {
    endpoint,
    async stop() {
      child.kill();
      await exited;
    },
  };
}
