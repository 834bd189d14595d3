/** "1 check", "2 checks" */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** "512 bytes", "12 kB", "3.4 MB" */
export function bytesText(bytes: number): string {
  if (bytes < 1_000) return counted(bytes, 'byte');
  return bytes < 999_500 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
