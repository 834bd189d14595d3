import type { PulledImage } from '../ecr/pull.ts';

/** What an instance is to run. */
export interface InstanceSpec {
  /** Short unique name, for folders and containers. */
  readonly name: string;
  readonly image: PulledImage;
  readonly environment: Readonly<Record<string, string>>;
  /** Replaces the image's command. */
  readonly startCommand?: string;
  /** Runs in the place of entry point and command. */
  readonly exec?: readonly string[];
  /** The port that the service is configured with. */
  readonly port: number;
  /** One line that the application wrote. */
  log(line: string): void;
}

/** A started instance of the application. */
export interface Instance {
  /** The loopback port that leads to it; undefined for an instance that is only played. */
  readonly port?: number;
  /** Fulfilled when it has ended, with its exit code where there is one. */
  readonly ended: Promise<number | undefined>;
  stop(): Promise<void>;
}

/** Where instances run. */
export interface Runtime {
  /** Throws when the image cannot be run at all. */
  start(spec: InstanceSpec): Promise<Instance>;
}

/** Plays every instance: it is healthy at once and its page is always the same. */
export function playedRuntime(): Runtime {
  return {
    async start() {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      return { ended: promise, stop: async () => resolve(undefined) };
    },
  };
}
