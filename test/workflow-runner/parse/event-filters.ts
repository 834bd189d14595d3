import type { MappingToken } from '@actions/workflow-parser/templates/tokens/mapping-token';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { isMapping, isSequence } from '@actions/workflow-parser/templates/tokens/type-guards';
import picomatch from 'picomatch';

/** What happened, as far as the filters of `on` look at it. */
export interface Occurrence {
  readonly event: string;
  /** The activity type, such as `synchronize`; undefined for events that have none. */
  readonly action: string | undefined;
  /** The branch that was pushed, or that a pull request is for; undefined for a tag. */
  readonly branch: string | undefined;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request */
const defaultTypes: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
};

/** Why the filters of `on` keep a workflow from running; undefined when they let it run. */
export function keptBack(on: TemplateToken | undefined, { event, action, branch }: Occurrence): string | undefined {
  const filter = on !== undefined && isMapping(on) ? asMapping(on.find(event)) : undefined;
  const types = texts(filter, 'types') ?? defaultTypes[event];
  if (types !== undefined && action !== undefined && !types.includes(action)) {
    return `it runs on '${event}' of the types ${types.join(', ')}, not on '${action}'`;
  }
  const branches = texts(filter, 'branches');
  if (branches !== undefined && (branch === undefined || !matches(branch, branches))) {
    return `it runs on '${event}' for the branches ${branches.join(', ')} only`;
  }
  const ignored = texts(filter, 'branches-ignore');
  return branch !== undefined && ignored !== undefined && matches(branch, ignored)
    ? `it does not run on '${event}' for the branches ${ignored.join(', ')}`
    : undefined;
}

/** The last pattern that fits decides; one with `!` before it takes out. */
function matches(branch: string, patterns: readonly string[]): boolean {
  return patterns.reduce((found, pattern) => {
    const negated = pattern.startsWith('!');
    return picomatch.isMatch(branch, negated ? pattern.slice(1) : pattern, { nonegate: true }) ? !negated : found;
  }, false);
}

function texts(filter: MappingToken | undefined, key: string): readonly string[] | undefined {
  const token = filter?.find(key);
  if (token === undefined) return undefined;
  return isSequence(token) ? [...token].map((item) => item.toString()) : [token.toString()];
}

function asMapping(token: TemplateToken | undefined): MappingToken | undefined {
  return token !== undefined && isMapping(token) ? token : undefined;
}
