import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { junitXml } from '../../src/report/junit.ts';

const place = { className: 's', file: 'suite.yml', line: 3, seconds: 0.25 };

test('a case of each kind', () => {
  const xml = junitXml([
    {
      name: 'clinic',
      cases: [
        { ...place, name: 'good', ending: { kind: 'passed' } },
        { ...place, name: 'bad', ending: { kind: 'failed', message: 'a < b', details: 'line 1\nline 2' } },
        { ...place, name: 'left', ending: { kind: 'skipped', message: 'not needed' } },
      ],
    },
  ]);
  expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="3" failures="1" errors="0" skipped="1" time="0.750">
  <testsuite name="clinic" tests="3" failures="1" errors="0" skipped="1" time="0.750">
    <testcase name="good" classname="s" file="suite.yml" line="3" time="0.250"/>
    <testcase name="bad" classname="s" file="suite.yml" line="3" time="0.250">
      <failure message="a &#60; b">line 1
line 2</failure>
    </testcase>
    <testcase name="left" classname="s" file="suite.yml" line="3" time="0.250">
      <skipped message="not needed"/>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test('any text makes well-formed XML', () => {
  const parser = new XMLParser({ ignoreAttributes: false, trimValues: false });
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const ending = { kind: 'failed', message: text, details: text } as const;
      const xml = junitXml([{ name: text, cases: [{ ...place, name: text, ending }] }]);
      expect(XMLValidator.validate(xml)).toBe(true);
      expect(parser.parse(xml).testsuites['@_tests']).toBe('1');
    }),
  );
});
