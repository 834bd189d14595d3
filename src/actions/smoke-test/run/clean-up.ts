import { placeOf } from '../../../located-yaml/node.ts';
import type { DisclosureOf } from '../checks/attempt.ts';
import { sendRequest } from '../checks/request.ts';
import { referencesIn } from '../suite/references.ts';
import type { CleanUpTemplate } from '../suite/request.ts';
import type { Suite } from '../suite/suite.ts';
import { substituted, type Variables } from '../variables.ts';
import { type Once, tried } from './attempts.ts';
import { guarded } from './check.ts';
import { reasonOf } from './deadline.ts';
import { attemptContext, type CheckContext } from './perform.ts';
import type { CheckResult } from './result.ts';

/** A request that will remove something, with the values it needs. */
export interface CleanUp {
  readonly template: CleanUpTemplate;
  readonly variables: Variables;
  /** Where it goes: what has the same was registered before. */
  readonly url: string;
  /** "DELETE https://api.example.com/requests/42" */
  readonly name: string;
}

/** The clean-up that can be done with these values: a request whose ids are not known made nothing that is known. */
export function knownCleanUps(
  always: readonly CleanUpTemplate[],
  variables: Variables,
  disclosureOf: DisclosureOf,
): readonly CleanUp[] {
  return always
    .filter(({ node }) => referencesIn(node).every(({ name }) => variables.has(name)))
    .map((template) => ({
      template,
      variables,
      url: substituted(template.url, variables),
      name: `${template.method} ${disclosureOf(template, variables).address(template.url)}`,
    }));
}

/** The resource is gone, or it was gone before. */
const gone = [200, 201, 202, 203, 204, 205, 404, 410];

/** Several attempts for each: a server that has just failed a check may recover soon. */
const patience = { withinSeconds: 10, consecutive: 1, everyMilliseconds: 500, maxEveryMilliseconds: 2000 };

/** Runs the clean-up, the last registered first. What could not be removed is a failed result. */
export async function cleanUp(
  suite: Suite,
  registered: readonly CleanUp[],
  context: CheckContext,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const item of registered.toReversed()) results.push(await removed(suite, item, context));
  return results;
}

async function removed(
  suite: Suite,
  { template, variables, name }: CleanUp,
  context: CheckContext,
): Promise<CheckResult> {
  const { clock, signal } = context;
  const start = clock.now().getTime();
  const { place } = template.node;
  const identity = () => ({ suite: suite.name, name, place, milliseconds: clock.now().getTime() - start });
  const session = template.session && substituted(template.session, variables);
  const request = { ...template, expect: { ...template.expect, status: template.expect.status ?? gone }, capture: {} };
  const failed = { status: 'failed', stretches: [], safeToRollback: true } as const;
  const once: Once = (connection, either) =>
    sendRequest(
      request,
      attemptContext(context, {
        ...{ session, variables, connection, signal: either },
        milliseconds: template.timeoutSeconds * 1000,
      }),
    );
  try {
    const { attempt, stretches } = await tried(guarded(once), patience, { ...context, name });
    if (attempt.findings.length === 0) return { ...identity(), status: 'passed', stretches };
    const findings = attempt.findings.map((finding) => ({ ...finding, place: placeOf(template.node, finding.at) }));
    return { ...identity(), ...failed, findings, curl: attempt.curl };
  } catch (error) {
    if (!signal.aborted) throw error;
    const finding = { at: [], subject: name, expected: 'removed', actual: reasonOf(signal), place, inconclusive: true };
    return { ...identity(), ...failed, findings: [finding], curl: undefined };
  }
}
