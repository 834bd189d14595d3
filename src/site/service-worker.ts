/**
 * Whether a script does what only a service worker does: it precaches, answers requests or receives messages of a push service,
 * or loads scripts that do. Source: https://developer.mozilla.org/docs/Web/API/ServiceWorkerGlobalScope
 */
export function worksAsServiceWorker(script: string): boolean {
  return (
    /\bskipWaiting\b|\bclients\b\W{0,3}claim\b|\brespondWith\b|\bimportScripts\b|\bprecache/.test(script) ||
    /\bon(?:install|activate|fetch|push)\b|["'`](?:install|activate|push|notificationclick)["'`]/.test(script)
  );
}

/** Whether a page or a script has to do with service workers: it registers one, or has a library that does. */
export function knowsServiceWorkers(text: string): boolean {
  return text.includes('serviceWorker');
}

/** Whether a page or a script names a file, by its whole name. */
export function namesFile(text: string, path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + name.length)];
    if (!/[\w.-]/.test(before) && !/[\w-]/.test(after)) return true;
  }
  return false;
}
