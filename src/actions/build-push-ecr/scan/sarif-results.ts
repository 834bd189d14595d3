import { createHash } from 'node:crypto';
import type { Severity } from '../../../domain/severity.ts';
import type { SarifLevel, SarifResult, SarifRule } from '../../../report/sarif.ts';
import type { JudgedFinding } from './verdict.ts';

/** One rule per vulnerability. */
export function scanRules(findings: readonly JudgedFinding[]): readonly SarifRule[] {
  const rules = findings.map(({ id, severity, description, url, score }) => ({
    id,
    description: description || id,
    url,
    level: levels[severity],
    securitySeverity: score ?? scores[severity],
    tags: ['security', 'vulnerability', severity],
  }));
  return [...new Map(rules.map((rule) => [rule.id, rule])).values()];
}

export interface ScannedImage {
  /** `clinic/backend` */
  readonly repository: string;
  readonly digest: string;
}

/** One result per vulnerability and package, at the package's file in the image or at the image itself. */
export function scanResults(findings: readonly JudgedFinding[], image: ScannedImage): readonly SarifResult[] {
  return findings.flatMap(({ id, severity, packages, ruling }) =>
    (packages.length > 0 ? packages : [undefined]).map((one) => ({
      ruleId: id,
      level: levels[severity],
      message: `${id} (${severity}) in ${one ? `${one.name} ${one.version}` : 'the image'} of ${image.repository}@${image.digest}${one?.fixedIn ? `, fixed in ${one.fixedIn}` : ''}`,
      path: [image.repository, one?.path?.replace(/^\/+/, '')].filter((part) => part).join('/'),
      fingerprint: createHash('sha256')
        .update(JSON.stringify([id, one?.name, one?.path]))
        .digest('hex'),
      ...(ruling.kind === 'allowed' ? { suppressed: `Allowed until ${ruling.until} (scan-allow)` } : {}),
    })),
  );
}

const levels: Readonly<Record<Severity, SarifLevel>> = {
  CRITICAL: 'error',
  HIGH: 'error',
  MEDIUM: 'warning',
  LOW: 'note',
  INFORMATIONAL: 'note',
  UNTRIAGED: 'note',
  UNDEFINED: 'note',
};

/** The middle of each severity's range, where no score is given. */
const scores: Readonly<Record<Severity, number>> = {
  CRITICAL: 9.5,
  HIGH: 8,
  MEDIUM: 5.5,
  LOW: 2,
  INFORMATIONAL: 0,
  UNTRIAGED: 0,
  UNDEFINED: 0,
};
