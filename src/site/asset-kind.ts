export type AssetKind = 'script' | 'stylesheet' | 'image' | 'font' | 'manifest' | 'media' | 'other';

/** The kind of a file by the extension in its path; undefined where that does not tell. */
export function kindOfFile(path: string): AssetKind | undefined {
  const [file = ''] = path.split(/[?#]/, 1);
  const dot = file.lastIndexOf('.');
  const extension = dot < 0 ? '' : file.slice(dot + 1).toLowerCase();
  if (/^m?js$/.test(extension)) return 'script';
  if (extension === 'css') return 'stylesheet';
  if (/^(png|jpe?g|gif|svg|webp|avif|ico)$/.test(extension)) return 'image';
  return /^(woff2?|ttf|otf|eot)$/.test(extension) ? 'font' : undefined;
}
