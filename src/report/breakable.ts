/** A word of prose is no longer than this. */
const maxLetters = 13;
/** Of a word that is not prose, so many characters stay together. */
const maxPiece = 8;
const minPiece = 3;
/** A part of a path is not broken for a few characters. */
const maxSegment = 11;

/**
 * Escaped text in which long words may be broken, so that a cell can be as narrow as a phone needs: after what separates the
 * parts of a path or an address, and within digests. What is copied from the page has no mark of it.
 */
export function breakable(escaped: string): string {
  return escaped
    .split(/(\s+|<br>)/)
    .map((part) => (/^\s|^<br>$/.test(part) ? part : brokenWord(part)))
    .join('');
}

function brokenWord(word: string): string {
  const characters = word.match(/&#\d+;|[^]/gu) ?? [];
  if (characters.length <= maxPiece || (characters.length <= maxLetters && /^[a-z]+[.,;]?$/i.test(word))) return word;
  const pieces: string[] = [];
  for (let from = 0; from < characters.length; ) {
    const until = endOfPiece(characters, from);
    pieces.push(characters.slice(from, until).join(''));
    from = until;
  }
  return pieces.join('<wbr>');
}

/** Back to the last separator of a piece, or on to one that comes soon; without one, as far as a piece may go. */
function endOfPiece(characters: readonly string[], from: number): number {
  if (from + maxPiece >= characters.length) return characters.length;
  const ahead = characters.slice(from + minPiece - 1, from + maxSegment).map(isSeparator);
  const last = ahead.lastIndexOf(true, maxPiece - minPiece);
  const separator = last < 0 ? ahead.indexOf(true) : last;
  return separator < 0 ? from + maxPiece : from + minPiece + separator;
}

function isSeparator(character: string): boolean {
  return /^(?:[/:.=?,;%-]|&#(?:35|38|58|61|45|46|64|95|43);)$/.test(character);
}
