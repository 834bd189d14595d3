// Decides requests, as JSON on standard input, by the simulator in the folder that is the argument. It stands in no node_modules of ours.
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const { runSimulation } = createRequire(`${process.argv[2]}/`)('@cloud-copilot/iam-simulate');

const named = (policies) => policies.map((policy, index) => ({ name: `policy${index}`, policy }));

async function decide({ action, resource, accountId, keys, policies, boundary }) {
  const answer = await runSimulation(
    {
      request: {
        action,
        principal: `arn:aws:iam::${accountId}:role/caller`,
        resource: { resource, accountId },
        contextVariables: keys,
      },
      identityPolicies: named(policies),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(boundary ? { permissionBoundaryPolicies: named([boundary]) } : {}),
    },
    {},
  );
  return answer.resultType === 'error' ? answer.errors.message : answer.overallResult;
}

const decisions = [];
for (const request of JSON.parse(await text(process.stdin))) decisions.push(await decide(request));
process.stdout.write(JSON.stringify(decisions));
