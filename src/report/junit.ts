/** A test case of a JUnit file. */
export interface JunitCase {
  readonly name: string;
  readonly className: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly seconds: number;
  readonly ending:
    | { readonly kind: 'passed' }
    | { readonly kind: 'failed'; readonly message: string; readonly details: string }
    | { readonly kind: 'skipped'; readonly message: string };
}

export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

/** A JUnit XML file, in the dialect that test reporters share: https://github.com/testmoapp/junitxml */
export function junitXml(suites: readonly JunitSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${totals(all)}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteLines({ name, cases }: JunitSuite): readonly string[] {
  return [`  <testsuite ${attributes({ name })} ${totals(cases)}>`, ...cases.flatMap(caseLines), '  </testsuite>'];
}

function caseLines({ name, className, file, line, seconds, ending }: JunitCase): readonly string[] {
  const tag = `testcase ${attributes({ name, classname: className, file, line, time: seconds.toFixed(3) })}`;
  switch (ending.kind) {
    case 'passed':
      return [`    <${tag}/>`];
    case 'skipped':
      return [`    <${tag}>`, `      <skipped ${attributes({ message: ending.message })}/>`, '    </testcase>'];
    case 'failed': {
      const failure = attributes({ message: ending.message });
      return [`    <${tag}>`, `      <failure ${failure}>${escaped(ending.details)}</failure>`, '    </testcase>'];
    }
  }
}

function totals(cases: readonly JunitCase[]): string {
  const count = (kind: JunitCase['ending']['kind']) => cases.filter(({ ending }) => ending.kind === kind).length;
  const time = cases.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3);
  return attributes({ tests: cases.length, failures: count('failed'), errors: 0, skipped: count('skipped'), time });
}

function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(' ');
}

/** XML 1.0 has no way to write most control characters, so they are left out. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
