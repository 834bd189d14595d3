import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createCommandFiles, takeCommandFiles } from './command-files.ts';
import { parseKeyValueFile } from './key-value-file.ts';
import { parseLineCommand } from './line-command.ts';
import { createMasks } from './masks.ts';
import { createStepConsole } from './step-console.ts';

describe('lines', () => {
  test('a command has properties and a message, both escaped', () => {
    expect(parseLineCommand('::error file=a%2Cb.ts,line=3::one%0Atwo%25')).toEqual({
      name: 'error',
      properties: { file: 'a,b.ts', line: '3' },
      message: 'one\ntwo%',
    });
  });

  test.each([
    ['\u0085 \u2028\u3000::error::text', { name: 'error', properties: {}, message: 'text' }],
    ['before ##[warning line=3;col=1]text', { name: 'warning', properties: { line: '3', col: '1' }, message: 'text' }],
    ['::resume::', { name: 'resume', properties: {}, message: '' }],
  ])('%j is a command, as the runner reads it', (line, command) => {
    expect(parseLineCommand(line, 'Resume')).toEqual(command);
  });

  test.each([
    'plain',
    'a::error::b',
    ':: ::',
    '::',
    '::unknown::a',
    '##[unknown]a',
    '\ufeff::error::b',
    '\u180e::error::b',
  ])('%p is no command', (line) => {
    expect(parseLineCommand(line)).toBeUndefined();
  });
});

describe('key and value files', () => {
  test('hold single lines and heredocs', () => {
    expect(parseKeyValueFile('a=1\nb=x=y\n\nc<<END\n one\n\ntwo=<<\nEND\nd=\n')).toEqual([
      ['a', '1'],
      ['b', 'x=y'],
      ['c', ' one\n\ntwo=<<'],
      ['d', ''],
    ]);
  });

  test.each([
    ['a<<END\nvalue', "Matching delimiter not found 'END'"],
    ['<<END\nvalue\nEND', 'must not be empty'],
    ['=value', 'Name must not be empty'],
    ['nothing', "Invalid format 'nothing'"],
  ])('%j is refused', (content, reason) => {
    expect(() => parseKeyValueFile(content)).toThrow(reason);
  });

  test('a delimiter is compared exactly, so a value cannot end early', () => {
    expect(parseKeyValueFile('a<<END\n END\nENDED\nEND\n')).toEqual([['a', ' END\nENDED']]);
  });
});

describe('masks', () => {
  const secret = 'pa"ss\'w&rd/é+1';

  test.each([
    ['itself', secret],
    ['JSON', JSON.stringify(secret)],
    ['a URI', encodeURIComponent(secret)],
    ['base64', Buffer.from(secret).toString('base64')],
    ['base64, one byte later', Buffer.from(`x${secret}yz`).toString('base64')],
    ['base64, two bytes later', Buffer.from(`xy${secret}z`).toString('base64')],
    ['XML', 'pa&quot;ss&apos;w&amp;rd/é+1'],
  ])('a value is hidden as %s', (_form, text) => {
    const masks = createMasks([secret]);
    expect(masks.apply(`a ${text} b`)).toContain('***');
    expect(masks.reveals(text)).toBe(true);
  });

  test('each line of a value is hidden, blank ones are not', () => {
    const masks = createMasks(['first-line\n\n  second-line  \n']);
    expect(masks.apply('x first-line y second-line z')).toBe('x *** y *** z');
    expect(masks.reveals(' \n ')).toBe(false);
  });

  test('overlapping values are hidden as one', () => {
    const masks = createMasks(['abcdef', 'defghi']);
    expect(masks.apply('-abcdefghi-abcdef-')).toBe('-***-***-');
  });
});

describe('a step console', () => {
  const createConsole = (showsDebug = false) => {
    const lines: string[] = [];
    const masks = createMasks();
    return { console: createStepConsole(masks, showsDebug, (line) => lines.push(line)), lines };
  };

  test('keeps ten annotations of each level and cuts their messages', () => {
    const { console } = createConsole();
    for (let i = 0; i < 12; i += 1) console.write(`::warning::number ${i}`);
    console.write(`::error title=T,file=a.ts,line=2,col=3::${'x'.repeat(5000)}`);
    expect(console.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)).toEqual(
      Array.from({ length: 10 }, (_, i) => `number ${i}`),
    );
    const error = console.annotations.find(({ level }) => level === 'error');
    expect(error).toMatchObject({ title: 'T', file: 'a.ts', line: 2, column: 3 });
    expect(error?.message).toHaveLength(4096);
  });

  test('masks from the moment on that a mask is added, annotations too', () => {
    const { console, lines } = createConsole();
    console.write('before hush-hush');
    console.write('::add-mask::hush-hush');
    console.write('after hush-hush');
    console.write('::error::it is hush-hush');
    expect(lines).toEqual(['before hush-hush', '::add-mask::***', 'after ***', '##[error]it is ***']);
    expect(console.annotations).toEqual([{ level: 'error', message: 'it is ***' }]);
  });

  test('stops reading commands until it is told to resume', () => {
    const { console, lines } = createConsole();
    for (const line of ['::stop-commands::Token-1', '::error::not one', '::Token-1::', '::notice::one']) {
      console.write(line);
    }
    expect(lines).toEqual(['::stop-commands::Token-1', '::error::not one', '::Token-1::', '##[notice]one']);
    expect(console.annotations).toEqual([{ level: 'notice', message: 'one' }]);
  });

  test('fails the step for a command that GitHub has taken away', () => {
    const { console } = createConsole();
    console.write('::set-output name=a::b');
    expect(console.takeFailure()).toBe(true);
    expect(console.takeFailure()).toBe(false);
    expect(console.annotations[0]?.message).toContain('write to the file in GITHUB_OUTPUT');
  });

  test('shows debug lines only when asked to', () => {
    const quiet = createConsole();
    const loud = createConsole(true);
    quiet.console.write('::debug::detail');
    loud.console.write('::debug::detail');
    expect([quiet.lines, loud.lines]).toEqual([[], ['##[debug]detail']]);
  });
});

describe('command files', () => {
  const withFiles = (fill: (files: ReturnType<typeof createCommandFiles>) => void) => {
    const folder = mkdtempSync(join(tmpdir(), 'command-files-'));
    try {
      const files = createCommandFiles(folder);
      fill(files);
      const faults: string[] = [];
      return { contents: takeCommandFiles(files, (fault) => faults.push(fault)), faults };
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  test('a summary above 1 MiB is not kept', () => {
    const { contents } = withFiles((files) => writeFileSync(files.GITHUB_STEP_SUMMARY, 'x'.repeat(1024 * 1024 + 1)));
    expect(contents.summary).toEqual({ tooLargeBytes: 1024 * 1024 + 1 });
    const { contents: full } = withFiles((files) => writeFileSync(files.GITHUB_STEP_SUMMARY, 'x'.repeat(1024 * 1024)));
    expect(full.summary).toHaveLength(1024 * 1024);
  });

  test('artifact references are files and digests of images', () => {
    const image = `oci://registry/app@sha256:${'a'.repeat(64)}`;
    const good = withFiles((files) => writeFileSync(files.GITHUB_ARTIFACTS, `${image}\nfile://dist/site.tar\n`));
    expect(good.contents.artifactReferences).toEqual([image, 'file://dist/site.tar']);
    const bad = withFiles((files) => writeFileSync(files.GITHUB_ARTIFACTS, 'registry/app:latest\n'));
    expect(bad.faults[0]).toContain("cannot hold 'registry/app:latest'");
  });
});
