/** As docker has it: a registry on loopback speaks plain HTTP, every other one TLS. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+)(:\d+)?$/.test(host);
}
