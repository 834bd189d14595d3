/**
 * Whether a message fits a filter pattern of terms: all plain or quoted terms, at least one of those with `?`, none of those
 * with `-`. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function filterPattern(pattern: string): (message: string) => boolean {
  const terms = [...pattern.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(([, sign = '', quoted, plain]) => ({
    sign,
    text: quoted?.replaceAll('\\"', '"') ?? plain ?? '',
  }));
  const withSign = (sign: string) => terms.filter((term) => term.sign === sign);
  return (message) =>
    withSign('').every(({ text }) => message.includes(text)) &&
    !withSign('-').some(({ text }) => message.includes(text)) &&
    (withSign('?').length === 0 || withSign('?').some(({ text }) => message.includes(text)));
}
