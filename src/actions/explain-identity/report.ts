import type { Claims } from '../../domain/id-token.ts';
import { canonicalJson } from '../../domain/plan.ts';
import type { Conclusion } from '../../lifecycle/action.ts';
import { acceptingCondition, remarksOn } from './condition.ts';
import type { contract } from './contract.ts';

/** Claims that policies have conditions on; they come first. */
const deciding = [
  'sub',
  'aud',
  'repository_id',
  'environment',
  'ref',
  'job_workflow_ref',
  'workflow_ref',
  'event_name',
];

export function report({ observation: claims }: { readonly observation: Claims }): Conclusion<typeof contract> {
  const condition = acceptingCondition(claims);
  const others = Object.keys(claims).filter((name) => !deciding.includes(name));
  const rows = (names: readonly string[]) => names.flatMap((name) => (claims[name] ? [[name, claims[name]]] : []));
  return {
    outputs: { subject: claims['sub'], claims: canonicalJson(claims), condition: canonicalJson(condition) },
    report: {
      title: 'Identity of this job',
      status: 'succeeded',
      result: `Its subject is \`${claims['sub']}\`.`,
      facts: [],
      sections: [
        {
          kind: 'table',
          title: 'Claims for trust policies',
          columns: ['Claim', 'Value'],
          rows: rows(deciding),
          code: [0, 1],
        },
        ...remarksOn(claims).map((text) => ({ kind: 'note', text }) as const),
        {
          kind: 'log',
          title: 'Trust policy condition that accepts this job',
          lines: JSON.stringify({ Condition: condition }, undefined, 2).split('\n'),
        },
        {
          kind: 'table',
          title: 'Other claims',
          columns: ['Claim', 'Value'],
          rows: rows(others),
          code: [0, 1],
          collapsed: true,
        },
      ],
    },
  };
}
