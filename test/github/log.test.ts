import { describe, expect, test } from '@jest/globals';
import { redaction } from '../../src/domain/secret/redaction.ts';
import { announceFailure, announceResult, runnerLog, withoutCommands } from '../../src/github/log.ts';
import { onePassSeconds, processorSeconds } from '../support/processor-seconds.ts';
import { parseLineCommand } from '../workflow-runner/commands/line-command.ts';
import { printed } from './printed.ts';

describe('what others said', () => {
  test.each([
    '::error::not ours',
    '  ::add-mask::a',
    '\t::set-output name=image::evil',
    'fine\n::stop-commands::x',
    'fine\r::warning::x',
    'text ##[add-mask]a',
    '##[group]x',
  ])('%j reaches the log as text, never as a command', async (line) => {
    for (const text of await printed(() => runnerLog(redaction()).info(line))) expect(isCommand(text)).toBe(false);
    for (const text of await printed(() => announceResult(line))) expect(isCommand(text)).toBe(false);
  });

  test('whatever character stands before, between or behind the colons, it is no command', async () => {
    const commands: string[] = [];
    const seen = (line: string) => {
      for (const part of withoutCommands(line).split(/\r\n|\r|\n/)) if (isCommand(part)) commands.push(part);
    };
    for (let code = 0; code <= 0xff_ff; code++) {
      const character = String.fromCharCode(code);
      for (const command of ['::error::x', '##[error]x']) {
        seen(character + command);
        seen(`${character}${character} ${character}${command}`);
        seen(`fine\n \u0085${character}${command}`);
        seen(`${command.slice(0, 1)}${character}${command.slice(1)}`);
        seen(`${command.slice(0, 2)}${character}${command.slice(2)}`);
      }
    }
    expect(commands).toEqual([]);
  });

  test('the stand-in of the runner trims what .NET calls white space, and nothing else', () => {
    const trimmed = everyCharacter().filter((character) => parseLineCommand(`${character}::error::x`));
    expect(trimmed.map((character) => character.charCodeAt(0).toString(16))).toEqual([
      ...['9', 'a', 'b', 'c', 'd', '20', '85', 'a0', '1680', '2000', '2001', '2002', '2003', '2004', '2005', '2006'],
      ...['2007', '2008', '2009', '200a', '2028', '2029', '202f', '205f', '3000'],
    ]);
  });

  test.each(['std::vector', 'a :: b', 'GET /:id', '## Heading', '[##]'])('%j stays as it is', (line) => {
    expect(withoutCommands(line)).toBe(line);
  });
});

test.each([
  ['empty lines', '\n'],
  ['blanks', ' '],
  ['blank lines', ' \n'],
  ['tabs and returns', '\t\r'],
  ['colons', ':'],
  ['lines of colons', '::\n'],
  ['hashes', '#'],
  ['hashes and brackets', '##['],
])('a megabyte of %s costs no more than its length', (_, piece) => {
  const text = piece.repeat(1_000_000 / piece.length);
  const begun = processorSeconds();
  expect(withoutCommands(text).replaceAll('\u200b', '')).toBe(text);
  expect(processorSeconds() - begun).toBeLessThan(onePassSeconds);
});

describe('runnerLog', () => {
  test('a group folds what its body logs, and ends also when the body fails', async () => {
    const lines = await printed(async () => {
      await runnerLog(redaction()).group('Apply', async () => runnerLog(redaction()).info('inside'));
      await runnerLog(redaction())
        .group('Again', () => Promise.reject(new Error('no')))
        .catch(() => {});
    });
    expect(lines).toEqual(['::group::Apply', 'inside', '::endgroup::', '::group::Again', '::endgroup::']);
  });

  test('a secret is announced to the runner before anything can print it, whatever lines it has', async () => {
    expect(await printed(() => runnerLog(redaction()).mask('p%w\nsecond'))).toEqual(['::add-mask::p%25w%0Asecond']);
  });

  test('a warning of several lines is one annotation', async () => {
    expect(await printed(() => runnerLog(redaction()).warning('one\n::error::two'))).toEqual([
      '::warning::one%0A::error::two',
    ]);
  });
});

describe('announceFailure', () => {
  test('one annotation, however many lines; the stack only under debug', async () => {
    expect(await printed(() => announceFailure('bad:\n  - a\n', 'at x'))).toEqual(['::error::bad:%0A  - a%0A']);
    process.env['RUNNER_DEBUG'] = '1';
    try {
      expect(await printed(() => announceFailure('bad', 'at x'))).toEqual(['::error::bad', '::debug::at x']);
    } finally {
      delete process.env['RUNNER_DEBUG'];
    }
  });
});

/** As the runner decides it, whatever the command is called: `::` at the start, behind what .NET trims, or `##[` anywhere. */
function isCommand(line: string): boolean {
  return parseLineCommand(line) !== undefined || /^\p{White_Space}*::/u.test(line) || line.includes('##[');
}

function everyCharacter(): readonly string[] {
  return Array.from({ length: 0x1_00_00 }, (_, code) => String.fromCharCode(code));
}
