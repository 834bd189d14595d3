import type { BucketWebsiteFacts, Told, WebsiteHosting } from '../../domain/bucket-website.ts';
import type { Routing } from '../../domain/routing.ts';
import { UserError } from '../../errors.ts';
import type { Inputs } from './contract.ts';
import { entryPage, isPage } from './phase.ts';
import { appFallback, notFound, routingOf } from './routing.ts';

type Site = Pick<Inputs, 'bucket' | 'prefix' | 'routing' | 'acl'>;

/** A file of the release. */
interface ReleasedFile {
  readonly path: string;
  readonly sha256: string;
  readonly isServiceWorker?: true;
}

/**
 * Compares a release with the website of its bucket: throws where visitors would not get it, and gives sentences on what they will miss.
 * A routing that nobody has said is no reason to refuse a release.
 */
export function websiteWarnings(
  website: BucketWebsiteFacts,
  site: Site,
  files: readonly ReleasedFile[],
): readonly string[] {
  return [
    ...hostingWarnings(website.hosting, site, files),
    ...accessWarnings(website, site),
    ...(files.some(({ isServiceWorker }) => isServiceWorker)
      ? [
          'The build has a service worker. Browsers run none on a page that came by plain HTTP, as all of a website of S3 does.',
        ]
      : []),
  ];
}

function hostingWarnings(
  told: Told<WebsiteHosting | undefined>,
  site: Site,
  files: readonly ReleasedFile[],
): readonly string[] {
  if (told.kind === 'not told')
    return [`Whether s3://${site.bucket} is a website, and with which documents, is not known: ${told.why}.`];
  const routing = routingOf(site, files);
  const { value: hosting } = told;
  if (hosting === undefined) throw noWebsite(site.bucket, routing);
  if (hosting.redirectsAllTo !== undefined) throw redirected(site.bucket, hosting.redirectsAllTo);
  const paths = new Set(files.map(({ path }) => path));
  if (hosting.indexDocument !== entryPage && [...paths].some((path) => path.split('/').at(-1) === entryPage))
    throw otherIndex(site.bucket, hosting.indexDocument);
  return [...errorDocumentWarnings(hosting, routing, site, paths), ...pageFileWarnings(routing, paths)];
}

/** The website has one error document for the whole bucket, at its root. */
function errorDocumentWarnings(
  { errorDocument, hasRules }: WebsiteHosting,
  routing: Routing | undefined,
  { bucket, prefix, routing: said }: Site,
  paths: ReadonlySet<string>,
): readonly string[] {
  if (prefix !== '')
    return [
      `The website of s3://${bucket} has one error document for the whole bucket: what is missing below /${prefix}/, and each route of an app there, gets that.`,
    ];
  const wrong = wrongErrorDocument(errorDocument, routing, paths);
  if (wrong === undefined) return [];
  if (said === undefined || hasRules) return [`${wrong.what} ${wrong.next}`];
  throw new UserError({ ...wrong, what: `${wrong.what} Nothing was uploaded.` });
}

function wrongErrorDocument(
  document: string | undefined,
  routing: Routing | undefined,
  paths: ReadonlySet<string>,
): { readonly what: string; readonly next: string } | undefined {
  const has = document === undefined ? 'no error document' : `the error document ${document}`;
  if (routing === 'app') {
    if (document !== undefined && [entryPage, appFallback].includes(document) && paths.has(document)) return undefined;
    return {
      what: `The website of the bucket has ${has}, so no route of the app has a page but /.`,
      next: `Make ${entryPage} the error document of the bucket's website.`,
    };
  }
  if (document !== undefined && !paths.has(document))
    return {
      what: `The website of the bucket has the error document ${document}, and the build has no such file.`,
      next: `Let the build make it, or name another one (${notFound}) as the error document.`,
    };
  if (routing === undefined || (document !== undefined && document !== entryPage)) return undefined;
  return {
    what: `The website of the bucket has ${has}, so visitors get no page of this site for what is missing.`,
    next: `Make ${notFound} the error document of the bucket's website, and let the build have one.`,
  };
}

/** S3 adds the index document to folders, and no ending to names. */
function pageFileWarnings(routing: Routing | undefined, paths: ReadonlySet<string>): readonly string[] {
  const named = [...paths].filter(
    (path) => isPage(path) && ![entryPage, notFound].includes(path.split('/').at(-1) ?? ''),
  );
  const [first] = named;
  if (routing !== 'pages' || first === undefined) return [];
  const address = first.slice(0, -'.html'.length);
  return [
    `A website of S3 has ${first} at /${first} only, and nothing at /${address}: let the build make folders (${address}/${entryPage}), or link to the names of files.`,
  ];
}

function accessWarnings({ publicPolicy, publicBlocked }: BucketWebsiteFacts, { bucket, acl }: Site): readonly string[] {
  const unknown = [publicPolicy, publicBlocked].flatMap((told) => (told.kind === 'not told' ? told.why : []));
  if (publicBlocked.kind === 'told' && publicBlocked.value)
    return [
      `s3://${bucket} blocks public access (RestrictPublicBuckets), whatever its policy says: visitors get 403. Switch the block off for this bucket, or serve it by CloudFront.`,
    ];
  if (publicPolicy.kind === 'told' && !publicPolicy.value && acl !== 'public-read')
    return [
      `The policy of s3://${bucket} does not let everybody read it: visitors get 403, but for those whom it names. The README of sync-spa-s3 has a policy for a website.`,
    ];
  return unknown.length > 0 ? [`Whether visitors may read s3://${bucket} is not known: ${unknown.join('; ')}.`] : [];
}

function noWebsite(bucket: string, routing: Routing | undefined): UserError {
  const document = routing === 'app' ? entryPage : notFound;
  return new UserError({
    what: `The bucket ${bucket} is no website; nothing was uploaded.`,
    why: '`website: true` says that it serves its visitors itself, and it has no configuration for that.',
    next: `Turn it on: aws s3 website s3://${bucket} --index-document ${entryPage} --error-document ${document}. Where CloudFront serves the bucket, leave \`website\` out.`,
  });
}

function redirected(bucket: string, host: string): UserError {
  return new UserError({
    what: `The website of the bucket ${bucket} sends all its visitors to ${host}; nothing was uploaded.`,
    next: 'Name the bucket of that website, or give this one an index document.',
  });
}

function otherIndex(bucket: string, document: string | undefined): UserError {
  return new UserError({
    what: `The website of the bucket ${bucket} has ${document ?? 'nothing'} as its index document, and the build has ${entryPage}; nothing was uploaded.`,
    next: `Make ${entryPage} the index document of the bucket's website.`,
  });
}
