import { mkdirSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import { markdownReport } from '../../src/report/markdown.ts';
import { describeWith } from '../support/requires.ts';
import { type PlayedReports, playReports } from './played-reports.ts';

describeWith(['postgres'], 'x', () => {
  let reports: PlayedReports;
  beforeAll(async () => {
    reports = await playReports();
    mkdirSync('/tmp/pages', { recursive: true });
    for (const [name, report] of reports) {
      writeFileSync(`/tmp/pages/${name}.json`, JSON.stringify(report, undefined, 2));
      writeFileSync(`/tmp/pages/${name}.md`, markdownReport(report));
    }
  }, 300_000);
  test('y', () => expect(reports.size).toBeGreaterThan(5));
});
