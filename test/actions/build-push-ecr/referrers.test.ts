import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cosignTags, referrersTag } from '../../../src/domain/referrer.ts';
import { closeServer, listen } from '../../cloud/core/endpoint.ts';
import { digestOf, putImage } from '../../cloud/ecr/images.ts';
import type { Repository } from '../../cloud/ecr/state.ts';
import { accountId, defaultTag, region, type Stage, startStage, wholePolicy } from './stage.ts';

const image = 'application/vnd.oci.image.manifest.v1+json';
const index = 'application/vnd.oci.image.index.v1+json';

let stage: Stage;
let source: Repository;
let target: Repository;

beforeEach(async () => {
  stage = await startStage();
  source = await stage.cloud.ecr.createRepository(accountId, region, { repositoryName: 'clinic/built' });
  target = await stage.cloud.ecr.createRepository(accountId, region, { repositoryName: 'clinic/backend' });
  stage.permit([await wholePolicy()]);
});
afterEach(() => stage.close());

/** An image of one platform in the source; answers its digest. */
async function seeded(architecture = 'amd64'): Promise<string> {
  const named = await stage.cloud.ecr.seedImage(accountId, region, { repositoryName: source.name }, { architecture });
  return named.split('@')[1] ?? '';
}

async function put(manifest: object, mediaType: string, tag?: string, repository = source): Promise<string> {
  const text = JSON.stringify({ schemaVersion: 2, mediaType, ...manifest });
  const wanted = { manifest: text, mediaType, tag, digest: undefined, again: 'allow' } as const;
  return putImage(repository, wanted, new Date()).image.digest;
}

/** A blob in a repository, as a descriptor. */
async function blob(text: string, mediaType = 'application/json', repository = source) {
  const { blobs } = await stage.cloud.ecr.registry(accountId, region);
  const upload = await blobs.begin(repository.name);
  const { Readable } = await import('node:stream');
  await blobs.append(upload, Readable.from([Buffer.from(text)]));
  await blobs.finish(upload, digestOf(text));
  repository.layers.set(digestOf(text), { digest: digestOf(text), sizeBytes: text.length });
  return { mediaType, digest: digestOf(text), size: text.length };
}

/** What a subject is referred to by: an artifact with one layer. */
async function attached(subject: string, text: string, artifactType = 'application/spdx+json'): Promise<string> {
  const size = source.images.get(subject)?.manifest.length;
  const config = await blob('{}', 'application/vnd.oci.empty.v1+json');
  const parts = { artifactType, config, layers: [await blob(text)] };
  return put({ ...parts, subject: { mediaType: image, digest: subject, size } }, image);
}

/** Signatures as cosign keeps them before its version 3: under a tag, a layer for each. */
async function signed(subject: string, signatures: readonly string[], repository = source): Promise<string> {
  const type = 'application/vnd.dev.cosign.simplesigning.v1+json';
  const layers = await Promise.all(signatures.map((text) => blob(text, type, repository)));
  const config = await blob(
    JSON.stringify({ architecture: '', config: {}, rootfs: {} }),
    'application/vnd.oci.image.config.v1+json',
    repository,
  );
  return put({ config, layers }, image, cosignTags(subject)[0], repository);
}

function promote(digest: string, inputs: Readonly<Record<string, string>> = {}) {
  const from = { repository: 'clinic/backend', 'source-image': `${source.uri}@${digest}` };
  return stage.run({ ...from, 'copy-referrers': 'true', ...inputs });
}

test('copies the referrers of an index, of its images and of referrers, and cosign’s tags, before the image has its tag', async () => {
  const [amd64, arm64] = [await seeded(), await seeded('arm64')];
  const manifests = [amd64, arm64].map((digest) => ({
    mediaType: image,
    digest,
    size: source.images.get(digest)?.manifest.length,
  }));
  const subject = await put({ manifests }, index);
  const sbom = await attached(subject, 'sbom of all');
  const signature = await attached(sbom, 'signature of the sbom', 'application/vnd.cncf.notary.signature');
  const ofPlatform = await attached(arm64, 'sbom of arm64');
  const cosign = await signed(amd64, ['one', 'two']);
  const { failure, outputs, report } = await promote(subject);
  expect(failure).toBeUndefined();
  expect([...target.images.keys()].toSorted()).toEqual(
    [subject, amd64, arm64, sbom, signature, ofPlatform, cosign].toSorted(),
  );
  expect(target.images.get(signature)).toMatchObject({ subjectDigest: sbom });
  expect(Object.fromEntries(target.tags)).toEqual({ [defaultTag]: subject, [cosignTags(amd64)[0] ?? '']: cosign });
  expect([...target.tags.keys()].at(-1)).toBe(defaultTag);
  expect(outputs['tags']).toEqual([defaultTag]);
  const kinds = (JSON.parse(String(outputs['plan'])) as { changes: { kind: string }[] }).changes.map(
    ({ kind }) => kind,
  );
  expect(kinds).toEqual(['copy', 'copy-referrer', 'copy-referrer', 'copy-referrer', 'copy-referrer', 'tag']);
  expect(report.facts).toContainEqual(['Referrers', '4']);
  const reads = stage.cloud.requests.all({ service: 'ecr-registry' }).filter(({ method }) => method === 'GET');
  const paths = reads.filter(({ path }) => !path.includes('/layers/')).map(({ path }) => path);
  expect(paths).toHaveLength(new Set(paths).size);

  const again = await promote(subject);
  expect(again.report.status).toBe('unchanged');
  expect(again.report.facts).toContainEqual(['Referrers', '4, of which 4 were there already']);
});

test('copies none when it is not asked to, and asks for none', async () => {
  const subject = await seeded();
  await attached(subject, 'sbom');
  await promote(subject, { 'copy-referrers': 'false' });
  expect([...target.images.keys()]).toEqual([subject]);
  expect(stage.cloud.requests.names({ operation: 'ListReferrers' })).toEqual([]);
});

test('copies what was attached after the image was copied, and sends the image no more', async () => {
  const subject = await seeded();
  await promote(subject);
  const sbom = await attached(subject, 'sbom');
  stage.cloud.requests.clear();
  const dry = await promote(subject, { 'dry-run': 'true' });
  expect(dry.report.result).toBe('Would copy 1 referrer of an image that clinic/backend has already.');
  expect(target.images.has(sbom)).toBe(false);
  const { report, outputs } = await promote(subject);
  expect(report.result).toBe('Copied 1 referrer of an image that clinic/backend had already.');
  expect(outputs).toMatchObject({ changed: true, skipped: true, digest: subject });
  expect(target.images.get(sbom)).toMatchObject({ subjectDigest: subject });
  expect(stage.cloud.requests.all({ operation: 'PutManifest' }).map(({ path }) => path.split('/').at(-1))).toEqual([
    sbom,
  ]);
});

test('keeps the tags of signatures back, like those of the image, when the scan finds too much', async () => {
  const subject = await seeded();
  const signature = await signed(subject, ['one']);
  stage.cloud.ecr.scans.script({
    repositoryName: target.name,
    findings: [{ name: 'CVE-2026-1', severity: 'CRITICAL' }],
  });
  target.scanOnPush = true;
  const { failure } = await promote(subject, { scan: 'wait' });
  expect(failure?.message).toContain('CVE-2026-1');
  expect(target.images.has(signature)).toBe(true);
  expect([...target.tags.keys()]).toEqual([]);
});

describe('a tag of cosign that the target has already', () => {
  let subject: string;
  let tag: string;
  beforeEach(async () => {
    subject = await seeded();
    tag = cosignTags(subject)[0] ?? '';
    await signed(subject, ['one']);
    await promote(subject);
  });

  test('moves on to more signatures', async () => {
    const more = await signed(subject, ['one', 'two']);
    const { failure } = await promote(subject);
    expect(failure).toBeUndefined();
    expect(target.tags.get(tag)).toBe(more);
  });

  test('stays where it has more than the source', async () => {
    const more = await signed(subject, ['one', 'of the target'], target);
    const { report } = await promote(subject);
    expect(report.status).toBe('unchanged');
    expect(target.tags.get(tag)).toBe(more);
  });

  test('is refused where each side has what the other lacks', async () => {
    const theirs = await signed(subject, ['one', 'of the target'], target);
    await signed(subject, ['one', 'two']);
    await expect(promote(subject)).rejects.toThrow(
      /^The tag sha256-\w+\.sig of clinic\/backend holds what the source does not have; nothing was copied\./,
    );
    expect(target.tags.get(tag)).toBe(theirs);
  });

  test('is refused where it cannot move, and says which exclusion would let it', async () => {
    target.mutability = 'IMMUTABLE';
    await signed(subject, ['one', 'two']);
    await expect(promote(subject)).rejects.toThrow(
      /cannot be moved; nothing was copied\. .*Exclude sha256-\* from immutability/,
    );
  });
});

/** What a front says of referrers; the last answer is given again and again. */
interface FrontAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

describe('a source without the referrers API', () => {
  /** The source behind a registry that knows no referrers, and answers a page of them elsewhere. */
  async function front(...answers: readonly FrontAnswer[]) {
    const { host } = await stage.cloud.ecr.registry(accountId, region);
    const asked: string[] = [];
    const answered = async (request: IncomingMessage, response: ServerResponse) => {
      const url = request.url ?? '';
      asked.push(url);
      if (url.includes('/referrers/')) {
        const count = asked.filter((path) => path.includes('/referrers/')).length;
        const { status = 500, headers, body } = answers[count - 1] ?? answers.at(-1) ?? {};
        return response.writeHead(status, headers).end(body);
      }
      const { authorization = '', accept = '' } = request.headers;
      const real = await fetch(`http://${host}${url}`, { headers: { authorization, accept } });
      const headers = Object.fromEntries(
        [...real.headers].filter(([name]) => /^(content-type|docker-|www-)/.test(name)),
      );
      return response.writeHead(real.status, headers).end(Buffer.from(await real.arrayBuffer()));
    };
    const server = createServer((request, response) => {
      // A request that was given up is no failure of the test.
      answered(request, response).catch(() => response.destroy());
    });
    const url = new URL(await listen(server));
    return { uri: `${url.host}/${source.name}`, asked, close: () => closeServer(server) };
  }

  test.each([
    400, 404, 405, 406,
  ])('that answers %d: takes them from the tag that stands in for it, and asks once', async (status) => {
    const subject = await seeded();
    const sbom = await attached(subject, 'sbom');
    const foreign = await attached(await seeded('arm64'), 'of another image');
    const manifests = [sbom, foreign].map((digest) => ({
      mediaType: image,
      digest,
      size: source.images.get(digest)?.manifest.length,
    }));
    await put({ manifests }, index, referrersTag(subject));
    const { uri, asked, close } = await front({ status });
    try {
      const { failure } = await promote(subject, { 'source-image': `${uri}@${subject}` });
      expect(failure).toBeUndefined();
      expect([...target.images.keys()].toSorted()).toEqual([subject, sbom].toSorted());
      expect([...target.tags.keys()]).toEqual([defaultTag]);
      expect(asked.filter((path) => path.includes('/referrers/'))).toHaveLength(1);
    } finally {
      await close();
    }
  });

  test('whose list names what is not there: says so, and copies nothing', async () => {
    const subject = await seeded();
    const digest = digestOf('gone');
    const body = JSON.stringify({
      schemaVersion: 2,
      mediaType: index,
      manifests: [{ mediaType: image, digest, size: 4 }],
    });
    const { uri, close } = await front({ status: 200, headers: { 'content-type': index }, body });
    try {
      await expect(promote(subject, { 'source-image': `${uri}@${subject}` })).rejects.toThrow(
        `The referrers of ${uri}@${subject} are not complete. ${digest} is in their list, and not in the repository.`,
      );
      expect(target.images.size).toBe(0);
    } finally {
      await close();
    }
  });

  /** A page of no referrers that names another page. */
  const emptyPage: FrontAnswer = {
    status: 200,
    headers: { 'content-type': index, link: '</v2/next/referrers/more>; rel="next"' },
    body: JSON.stringify({ schemaVersion: 2, mediaType: index, manifests: [] }),
  };

  test.each([400, 404, 405, 406])('whose list breaks off with %d: that is not its end', async (status) => {
    const subject = await seeded();
    const { uri, close } = await front(emptyPage, { status });
    try {
      await expect(promote(subject, { 'source-image': `${uri}@${subject}` })).rejects.toThrow(
        `The referrers of ${uri}@${subject} could not be read whole; nothing was copied.`,
      );
      expect(target.images.size).toBe(0);
    } finally {
      await close();
    }
  });

  test('whose list has no end: is left after so many pages', async () => {
    const subject = await seeded();
    const { uri, close } = await front(emptyPage);
    try {
      await expect(promote(subject, { 'source-image': `${uri}@${subject}` })).rejects.toThrow(
        /or as many pages of them/,
      );
    } finally {
      await close();
    }
  });

  test('that refuses to answer: that is no empty list', async () => {
    const subject = await seeded();
    const { uri, close } = await front({ status: 403 });
    try {
      await expect(promote(subject, { 'source-image': `${uri}@${subject}` })).rejects.toThrow(
        /^Reading the referrers of .* failed\. .*403/,
      );
    } finally {
      await close();
    }
  });
});
