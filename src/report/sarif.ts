export type SarifLevel = 'error' | 'warning' | 'note';

/** What kind of problem results are of. */
export interface SarifRule {
  readonly id: string;
  readonly description: string;
  readonly url: string | undefined;
  readonly level: SarifLevel;
  /** 0 to 10, by which GitHub ranks alerts. */
  readonly securitySeverity: number;
  readonly tags: readonly string[];
}

export interface SarifResult {
  readonly ruleId: string;
  readonly level: SarifLevel;
  readonly message: string;
  /** Where it is, as a relative path. */
  readonly path: string;
  /** The same for the same problem in another run. */
  readonly fingerprint: string;
  /** Why it is accepted. */
  readonly suppressed?: string;
}

/**
 * A SARIF 2.1.0 file, with what GitHub's code scanning needs.
 * Sources: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function sarif(rules: readonly SarifRule[], results: readonly SarifResult[]): string {
  const driver = {
    name: 'aws-webapp-actions',
    informationUri: 'https://github.com/aws-webapp-actions/aws-webapp-actions',
    rules: rules.map(sarifRule),
  };
  return `${JSON.stringify(
    {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [{ tool: { driver }, results: results.map(sarifResult) }],
    },
    undefined,
    2,
  )}\n`;
}

function sarifRule({ id, description, url, level, securitySeverity, tags }: SarifRule) {
  return {
    id,
    shortDescription: { text: id },
    fullDescription: { text: description },
    ...(url ? { helpUri: url } : {}),
    defaultConfiguration: { level },
    properties: { 'security-severity': securitySeverity.toFixed(1), tags },
  };
}

function sarifResult({ ruleId, level, message, path, fingerprint, suppressed }: SarifResult) {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return {
    ruleId,
    level,
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } } }],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    ...(suppressed ? { suppressions: [{ kind: 'external', justification: suppressed }] } : {}),
  };
}
