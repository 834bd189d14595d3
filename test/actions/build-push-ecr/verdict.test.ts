import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseAllowance } from '../../../src/actions/build-push-ecr/scan/allowance.ts';
import { judge, type ScanPolicy, verdictText } from '../../../src/actions/build-push-ecr/scan/verdict.ts';
import type { Finding } from '../../../src/aws/ecr/image-scan.ts';
import { isAtLeast, type Severity, severities, severityOf } from '../../../src/domain/severity.ts';

const today = '2026-11-02';
const policy: ScanPolicy = { failOn: 'HIGH', fixableOnly: false, allowed: [] };

function finding(id: string, severity: Severity, fix: Finding['fix'] = 'unknown'): Finding {
  return { id, severity, fix, packages: [], description: '', url: undefined, score: undefined };
}

function failing(findings: readonly Finding[], given: Partial<ScanPolicy> = {}): readonly string[] {
  return judge(findings, { ...policy, ...given }, today).failing.map(({ id }) => id);
}

describe('the threshold', () => {
  test('lets through what is below it, and tells the worst first', () => {
    const all = severities.toReversed().map((severity) => finding(`CVE-2026-${severity}`, severity));
    expect(failing(all)).toEqual(['CVE-2026-CRITICAL', 'CVE-2026-HIGH']);
    expect(judge(all, policy, today).findings.map(({ severity }) => severity)).toEqual(severities);
  });

  test('that is lower fails at least as much', () => {
    const severity = fc.constantFrom(...severities);
    fc.assert(
      fc.property(fc.array(severity), severity, severity, (found, one, other) => {
        const [lower, higher] = isAtLeast(one, other) ? [other, one] : [one, other];
        const findings = found.map((each, index) => finding(`CVE-${index}`, each));
        const failsLower = failing(findings, { failOn: lower });
        for (const id of failing(findings, { failOn: higher })) expect(failsLower).toContain(id);
      }),
    );
  });

  test('an unknown severity is UNDEFINED', () => {
    expect([severityOf('HIGH'), severityOf('HUGE'), severityOf(undefined)]).toEqual(['HIGH', 'UNDEFINED', 'UNDEFINED']);
  });
});

test('fixable only lets through what surely has no fix; where nothing is said, there may be one', () => {
  const findings = (['yes', 'no', 'partly', 'unknown'] as const).map((fix) => finding(fix, 'CRITICAL', fix));
  expect(failing(findings)).toHaveLength(4);
  expect(failing(findings, { fixableOnly: true })).toEqual(['partly', 'unknown', 'yes']);
});

describe('an allowance', () => {
  const found = [finding('CVE-2026-1', 'CRITICAL')];
  const until = (day: string) => ({ allowed: [{ id: 'CVE-2026-1', until: day }] });

  test('holds up to its day, that day included', () => {
    expect(failing(found, until('2026-11-02'))).toEqual([]);
    expect(failing(found, until('2026-11-01'))).toEqual(['CVE-2026-1']);
  });

  test('that has expired is named', () => {
    const { failing: failed, stale } = judge(found, { ...policy, ...until('2026-11-01') }, today);
    expect(failed[0]?.ruling).toEqual({ kind: 'fails', expired: { id: 'CVE-2026-1', until: '2026-11-01' } });
    expect(stale).toEqual([{ id: 'CVE-2026-1', until: '2026-11-01' }]);
  });

  test('that nothing needs is stale', () => {
    expect(judge([], { ...policy, ...until('2027-01-01') }, today).stale).toHaveLength(1);
  });

  test.each([
    ['CVE-2026-1 until 2026-12-31', { id: 'CVE-2026-1', until: '2026-12-31' }],
    ['GHSA-4j2x-9h5w-33pq  until  2026-12-31', { id: 'GHSA-4j2x-9h5w-33pq', until: '2026-12-31' }],
  ])('%s', (text, value) => {
    expect(parseAllowance(text)).toEqual({ ok: true, value });
  });

  test.each([
    ['CVE-2026-1', 'it is not like'],
    ['CVE-2026-1 until tomorrow', 'it is not like'],
    ['CVE-2026-1 until 2026-02-30', 'there is no day 2026-02-30'],
    ['until 2026-12-31', 'it is not like'],
  ])('%s is none', (text, reason) => {
    expect(parseAllowance(text)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
  });
});

test('one line says how many there are, and how many fail', () => {
  const findings = [finding('a', 'LOW'), finding('b', 'HIGH'), finding('c', 'HIGH')];
  const allowed = [{ id: 'b', until: '2027-01-01' }];
  expect(verdictText(judge(findings, { ...policy, allowed }, today), policy)).toBe(
    '2 HIGH, 1 LOW; 1 of them fail the gate at HIGH, 1 allowed',
  );
  expect(verdictText(judge([], policy, today), policy)).toBe('no findings');
});
