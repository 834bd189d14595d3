/** CPU units (1024 are one vCPU) from "1024", "1 vCPU" or "0.25vCPU"; undefined for any other text. */
export function cpuUnitsOf(text: string): string | undefined {
  return amountOf(/^(\d+(?:\.\d+)?|\.\d+) ?vCPU$/i.exec(text)?.[1], 1_024, text);
}

/** Memory in MB from "2048", "2048 MB", "2 GB" or "0.5GB"; undefined for any other text. */
export function megabytesOf(text: string): string | undefined {
  const megabytes = /^(\d+) ?MB$/i.exec(text)?.[1] ?? text;
  return amountOf(/^(\d+(?:\.\d+)?|\.\d+) ?GB$/i.exec(text)?.[1], 1_024, megabytes);
}

function amountOf(large: string | undefined, factor: number, small: string): string | undefined {
  const amount = large === undefined ? small : String(Number(large) * factor);
  return /^[1-9]\d{0,9}$/.test(amount) ? amount : undefined;
}
