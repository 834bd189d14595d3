import type { Environment, EnvironmentUpdate, NewEnvironment } from '../../aws/elastic-beanstalk.ts';
import type { Operation } from '../../deployment/operation.ts';
import { healthColors } from '../../domain/beanstalk.ts';
import { isSamePlatform } from '../../domain/beanstalk-platform.ts';
import type { TagChanges } from '../../domain/tag-changes.ts';
import { UserError } from '../../errors.ts';
import type { AttemptPorts, Attempts, Write } from './attempts.ts';
import type { Expectation } from './judgement.ts';
import { optionChanges } from './options.ts';
import { sequence } from './sequence.ts';

/** What is expected of an update after which another one follows. */
const onTheWay: Partial<Expectation> = { acceptedHealth: healthColors, healthTimeoutSeconds: 0 };

/** Tags are an update of their own, but one that changes nothing of the instances and can be over at once. */
const ofTags: Partial<Expectation> = { ...onTheWay, quietSeconds: 0, beginSeconds: 5 };

/** Makes the environment; one that was made though no answer came is found. */
export function creation(environment: NewEnvironment, attempts: Attempts, { writer }: AttemptPorts) {
  let sent = 0;
  const write: Write = {
    async send(signal) {
      const created = await writer.create(environment, signal).finally(() => sent++);
      if (created !== 'exists') return created;
      // It is listed a moment later.
      if (sent > 1) return 'busy';
      throw exists(environment.name);
    },
    isDone: async ({ versionLabel }) => versionLabel === environment.versionLabel,
    expected: { versionLabel: environment.versionLabel },
  };
  return (signal: AbortSignal) => attempts.begin(write, signal);
}

function exists(name: string): UserError {
  return new UserError({
    what: `The Elastic Beanstalk environment ${name} was made by somebody else meanwhile; it was left as it is.`,
    next: 'Run the job again: it deploys to the one that is there.',
  });
}

/** Puts tags, and waits until the environment is Ready again. */
export function tagging({ arn }: Environment, tags: TagChanges, attempts: Attempts, { reader, writer }: AttemptPorts) {
  const write: Write = {
    send: (signal) => writer.tag(arn, tags, signal),
    async isDone(_, signal) {
      const present = await reader.tags(arn, signal);
      const isPut = Object.entries(tags.put).every(([name, value]) => present[name] === value);
      return isPut && tags.removed.every((name) => present[name] === undefined);
    },
    expected: ofTags,
  };
  return (signal: AbortSignal) => attempts.begin(write, signal);
}

/** Updates version and options in one go; where Elastic Beanstalk does not take both at once, options first. */
export function update(name: string, changes: EnvironmentUpdate, attempts: Attempts, ports: AttemptPorts) {
  const { versionLabel, ...options } = changes;
  const first = written(name, options, onTheWay, ports);
  const second = written(name, { versionLabel }, { versionLabel }, ports);
  const separately = (): Operation =>
    sequence(
      `update of ${name}`,
      [first, second].map((write) => (signal: AbortSignal) => attempts.attempt(write, signal)),
    );
  const write: Write = {
    ...written(name, changes, { versionLabel }, ports),
    async send(signal) {
      // Another platform replaces every instance: the version comes to the new ones.
      if (versionLabel !== undefined && changes.platform !== undefined) return separately();
      const requested = await ports.writer.update(name, changes, signal);
      return requested === 'separately' ? separately() : requested;
    },
  };
  return (signal: AbortSignal) => attempts.begin(write, signal);
}

function written(
  name: string,
  changes: EnvironmentUpdate,
  expected: Partial<Expectation>,
  { reader, writer }: AttemptPorts,
): Write {
  const { versionLabel, platform, set = [], remove = [] } = changes;
  return {
    async send(signal) {
      const requested = await writer.update(name, changes, signal);
      if (requested !== 'separately') return requested;
      throw new Error('Elastic Beanstalk takes neither both at once nor one after the other.');
    },
    async isDone(environment, signal) {
      if (versionLabel !== undefined && environment.versionLabel !== versionLabel) return false;
      if (platform !== undefined && !isSamePlatform(environment.platform, platform)) return false;
      if (set.length + remove.length === 0) return true;
      const options = await reader.options(environment, signal);
      const left = optionChanges(options, set).set.length;
      return (
        left === 0 &&
        !remove.some(({ namespace, name: option }) =>
          options.some((one) => one.namespace === namespace && one.name === option),
        )
      );
    },
    expected,
  };
}
