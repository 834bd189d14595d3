import type { UserError } from '../errors.ts';
import type { Report } from './report.ts';

/** A report of this failure: what happened is its result, and why and what to do are told apart from it. */
export function failedReport(report: Report, failure: UserError): Report {
  const { what, why, next } = failure.parts;
  return {
    ...report,
    status: 'failed',
    result: report.result.includes(failure.message)
      ? report.result.replace(failure.message, () => what)
      : report.result,
    trouble: { why, next, ...report.trouble },
  };
}
