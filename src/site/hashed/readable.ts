/**
 * By letter, the letters that follow it in words, with `$` for the end of a word: the pairs that stand in at least 100 of
 * 275,000 English or of 637,000 Spanish words of up to twelve letters (the lists `an-array-of-english-words` and
 * `an-array-of-spanish-words`, without accents).
 */
const followers: Readonly<Record<string, string>> = {
  a: 'abcdefghijklmnopqrstuvwxyz$',
  b: 'abcdehijlmnorstuvy$',
  c: 'acehiklnoqrstuy$',
  d: 'abcdefghijlmnoprsuvwy$',
  e: 'abcdefghijklmnopqrstuvwxyz$',
  f: 'aefilorstuy$',
  g: 'abeghilmnorstuwy$',
  h: 'abefilmnoprstuwy$',
  i: 'abcdefghjklmnopqrstuvxz$',
  j: 'aeiou',
  k: 'abefhiklmnoprstuwy$',
  l: 'abcdefghijklmnopqrstuvwyz$',
  m: 'abefilmnopsuy$',
  n: 'abcdefghijklmnopqrstuvwyz$',
  o: 'abcdefghijklmnopqrstuvwxyz$',
  p: 'abcefhilmnoprstuwy$',
  q: 'u',
  r: 'abcdefghijklmnopqrstuvwyz$',
  s: 'abcdefghijklmnopqrstuvwyz$',
  t: 'abcdefghilmnoprstuwyz$',
  u: 'abcdefgijklmnopqrstvxyz$',
  v: 'aeiou',
  w: 'abdefhiklmnoprst$',
  x: 'acehioptuy$',
  y: 'abcdefghilmnoprstuwz$',
  z: 'acegilmnoquyz$',
};

/** Letters that are read one by one, and words of two letters. */
const short = new Set(
  [
    'api aws cdn cms css csv dns ga gif gl gps gpt gpu gql gtm html http https ico ip jpg jpeg js json jsx kb llc mb md mdx mp npm pdf php png ppt',
    'qr sdk sql src ssr svg tls ts tsx ttf tv txt ui url utf ux vps vtt web www xls xml xss yml zip',
    'ai an as at be by db do de ec el en es go hd id ie if in io is it la le me ml my no of on or os px re rx so to un up us we xl xs',
  ].flatMap((words) => words.split(' ')),
);

/** As many words, numbers and initials as people put into eight characters. */
const maxWords = 3;

/**
 * Whether people may have written a text: a few words, numbers, versions or sizes (`DataGrid`, `1200x630`, `v2-light`,
 * `IMG_2041`). Of random texts in base64url hardly one in a hundred looks like that.
 */
export function isReadable(text: string): boolean {
  if (/^[0-9a-f]+$/.test(text)) return isReadableHex(text);
  const words = text.replace(/\d{1,5}x\d{1,5}/, '0').match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  if (words.length === 2 && /^[A-Z]?[a-z]+\d+$|^[A-Z]+\d+$/.test(text)) return true;
  // Without small letters, nothing shows where a word begins.
  const most = /[a-z]/.test(text) || /[-_]/.test(text) ? maxWords : maxWords - 1;
  return words.length <= most && words.every(isWord);
}

/** A number, with a letter before or after it, or a word that has no other letters, with a number after it. */
function isReadableHex(text: string): boolean {
  return (
    /^[a-f]?\d+$|^\d+[a-f]?$|^[a-f]+$/.test(text) ||
    (/^[a-f]{3,}\d+$/.test(text) && isWord(/^[a-f]+/.exec(text)?.[0] ?? '', 0, [text]))
  );
}

function isWord(word: string, at: number, words: readonly string[]): boolean {
  if (/^\d+$/.test(word)) return true;
  const letters = word.toLowerCase();
  if (letters.length > 2) return short.has(letters) || isPronounceable(letters);
  // Beside a long word, any two letters are some abbreviation.
  if (letters.length === 2)
    return (
      short.has(letters) ||
      words.some((other) => /^[A-Z]?[a-z]{5,}$/.test(other) && isPronounceable(other.toLowerCase()))
    );
  // `v2`, `1080p`, `iPhone`
  const isBesideNumber = /^\d+$/.test(words[at - 1] ?? '') || /^\d+$/.test(words[at + 1] ?? '');
  return (isBesideNumber && (at === 0 || at === words.length - 1)) || (at === 0 && /[eijx]/.test(word));
}

function isPronounceable(letters: string): boolean {
  return [...`${letters}$`].every((letter, at) => at === 0 || followers[letters[at - 1] ?? '']?.includes(letter));
}
