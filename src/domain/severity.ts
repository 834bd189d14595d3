/** How bad a vulnerability is, in ECR's and Inspector's words, the worst first. Inspector calls what it has not judged yet UNTRIAGED. */
export const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNTRIAGED', 'UNDEFINED'] as const;

export type Severity = (typeof severities)[number];

/** A severity as the API gives it; what is unknown counts as UNDEFINED. */
export function severityOf(text: string | undefined): Severity {
  return severities.find((severity) => severity === text) ?? 'UNDEFINED';
}

export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(threshold);
}

/** Orders the worst first. */
export function bySeverity(a: { readonly severity: Severity }, b: { readonly severity: Severity }): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity);
}
