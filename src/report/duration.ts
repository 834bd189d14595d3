/** "0 s", "0.4 s", "12 s", "1 min 12 s", "1 h 2 min" */
export function duration(seconds: number): string {
  if (seconds < 0.05) return '0 s';
  if (seconds < 9.95) return `${(Math.round(seconds * 10) / 10).toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "2026-11-30 22:04 UTC" */
export function utc(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The same of a time as GitHub and AWS write it; another text stays as it is. */
export function utcText(time: string): string {
  const milliseconds = Date.parse(time);
  return Number.isNaN(milliseconds) ? time : utc(new Date(milliseconds));
}
