import { parsed, type Result, refused } from './result.ts';

/** An SSH agent or keys that a build may use, as `docker build --ssh` takes them. */
export interface SshForward {
  /** The id in `RUN --mount=type=ssh,id=…`. */
  readonly id: string;
  /** The socket of an agent, or files of keys; none: the agent of the step (SSH_AUTH_SOCK). */
  readonly paths: readonly string[];
}

/** Parses `default`, `id=socket` or `id=key,key`. Source: https://docs.docker.com/reference/cli/docker/buildx/build/#ssh */
export function parseSshForward(text: string): Result<SshForward> {
  const [id = '', ...rest] = text.split('=');
  if (!/^[A-Za-z0-9][\w.-]*$/.test(id))
    return refused('it does not begin with an id of letters and digits, such as default');
  if (rest.length === 0) return parsed({ id, paths: [] });
  const paths = rest.join('=').split(',');
  return paths.some((path) => path === '' || path !== path.trim())
    ? refused('behind its = there is an empty path')
    : parsed({ id, paths });
}
