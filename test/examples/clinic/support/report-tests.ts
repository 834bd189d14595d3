import { describe, expect, test } from '@jest/globals';
import { type AnswerBody } from './clinic.ts';
import type { World } from './world.ts';

/** The reports. */
export function reportTests(world: World): void {
  describe('reports', () => {
    test('count per state and physician', async () => {
      const before = (await world.manager.get('/reports')).body;
      await world.assigned();
      const after = (await world.manager.get('/reports')).body;
      const count = (report: AnswerBody) =>
        report.states.find(({ state }) => state === 'physician-assigned')?.requests ?? 0;
      expect(count(after)).toBe(count(before) + 1);
      expect(after.physicians.map((row) => row.name)).toEqual(['Dr. Elena Vidal', 'Dr. Pablo Serrano']);
      expect(after.physicians[1]?.waiting).toBe((before.physicians[1]?.waiting ?? 0) + 1);
      expect((await world.operator.get('/reports')).status).toBe(403);
    });

    test('come as CSV that a spreadsheet does not run', async () => {
      await world.register('=HYPERLINK("https://evil.example")');
      const response = await world.manager.raw('/reports/requests.csv');
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer()).split('\r\n');
      expect(lines[0]).toBe('\ufeffreference,patient,certificate,state,manager,physician,registered,last change');
      expect(
        lines.some((line) =>
          line.startsWith('CR-DEMO0001,Lucía Fernández,fitness,closed,Marta Gil,Dr. Pablo Serrano,'),
        ),
      ).toBe(true);
      expect(lines.some((line) => line.includes(`"'=HYPERLINK(""https://evil.example"")"`))).toBe(true);
    });
  });
}
