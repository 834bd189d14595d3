import * as s3 from '@aws-sdk/client-s3';
import { type Call, type ClientOptions, conformance, region } from './conformance.ts';
import { knownS3Differences } from './s3-known.ts';

conformance('S3', { calls, known: knownS3Differences });

const Bucket = 'conformance-site';

function calls(options: ClientOptions): readonly Call[] {
  const client = new s3.S3Client(options);
  return [
    ...bucketCalls(client),
    ...websiteCalls(client),
    ...objectCalls(client),
    ...conditionalCalls(client),
    ...copyCalls(client),
    ...listCalls(client),
    ...multipartCalls(client),
    ...deleteCalls(client),
  ];
}

function bucketCalls(client: s3.S3Client): readonly Call[] {
  const CreateBucketConfiguration = { LocationConstraint: region } as const;
  return [
    {
      name: 'create a bucket',
      run: () => client.send(new s3.CreateBucketCommand({ Bucket, CreateBucketConfiguration })),
    },
    {
      name: 'create it again',
      run: () => client.send(new s3.CreateBucketCommand({ Bucket, CreateBucketConfiguration })),
    },
    {
      name: 'create one for another region',
      run: () => client.send(new s3.CreateBucketCommand({ Bucket: 'elsewhere' })),
    },
    {
      name: 'create one with a bad name',
      run: () => client.send(new s3.CreateBucketCommand({ Bucket: 'Bad_Name', CreateBucketConfiguration })),
    },
    { name: 'head the bucket', run: () => client.send(new s3.HeadBucketCommand({ Bucket })) },
    { name: 'head a missing bucket', run: () => client.send(new s3.HeadBucketCommand({ Bucket: 'missing-bucket' })) },
    { name: 'locate the bucket', run: () => client.send(new s3.GetBucketLocationCommand({ Bucket })) },
    { name: 'read its versioning', run: () => client.send(new s3.GetBucketVersioningCommand({ Bucket })) },
    { name: 'read its policy', run: () => client.send(new s3.GetBucketPolicyCommand({ Bucket })) },
    {
      name: 'list buckets',
      run: () =>
        client
          .send(new s3.ListBucketsCommand({}))
          .then(({ Buckets }) => Buckets?.filter(({ Name }) => Name === Bucket)),
    },
  ];
}

function websiteCalls(client: s3.S3Client): readonly Call[] {
  const read = () => client.send(new s3.GetBucketWebsiteCommand({ Bucket }));
  const put = (WebsiteConfiguration: s3.WebsiteConfiguration) => () =>
    client.send(new s3.PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
  const documents = { IndexDocument: { Suffix: 'index.html' }, ErrorDocument: { Key: '404.html' } };
  const RoutingRules = [
    { Condition: { HttpErrorCodeReturnedEquals: '404' }, Redirect: { ReplaceKeyWith: 'index.html' } },
  ];
  return [
    { name: 'read its website', run: read },
    { name: 'make it a website', run: put(documents) },
    { name: 'read the website', run: read },
    { name: 'give it rules', run: put({ ...documents, RoutingRules }) },
    { name: 'read the rules', run: read },
    { name: 'redirect everything', run: put({ RedirectAllRequestsTo: { HostName: 'example.com' } }) },
    { name: 'read the redirect', run: read },
    { name: 'remove the website', run: () => client.send(new s3.DeleteBucketWebsiteCommand({ Bucket })) },
    { name: 'read what is removed', run: read },
    { name: 'read who may read it', run: () => client.send(new s3.GetBucketPolicyStatusCommand({ Bucket })) },
  ];
}

/** Reads an object with its text in the place of the stream. */
async function read(client: s3.S3Client, Key: string, input: Partial<s3.GetObjectCommandInput> = {}) {
  const { Body, ...answer } = await client.send(new s3.GetObjectCommand({ Bucket, Key, ...input }));
  return { ...answer, text: await Body?.transformToString() };
}

function objectCalls(client: s3.S3Client): readonly Call[] {
  const put =
    (Key: string, input: Partial<s3.PutObjectCommandInput> = {}) =>
    () =>
      client.send(new s3.PutObjectCommand({ Bucket, Key, Body: '0123456789', ...input }));
  const headers = {
    ContentType: 'text/html; charset=utf-8',
    CacheControl: 'no-cache',
    ContentDisposition: 'inline',
    ContentLanguage: 'de',
    Metadata: { release: 'r1' },
  };
  return [
    { name: 'put', run: put('index.html', headers) },
    { name: 'put with a wrong MD5', run: put('broken', { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }) },
    { name: 'put with a long key', run: put('k'.repeat(1025)) },
    { name: 'put with much metadata', run: put('meta', { Metadata: { big: 'm'.repeat(2049) } }) },
    ...['broken', 'k'.repeat(1025), 'meta'].map((Key, index) => ({
      // Moto takes what AWS refuses.
      name: `remove refused object ${index}`,
      run: () => client.send(new s3.DeleteObjectCommand({ Bucket, Key })).catch(() => undefined),
    })),
    { name: 'get', run: () => read(client, 'index.html') },
    { name: 'head', run: () => client.send(new s3.HeadObjectCommand({ Bucket, Key: 'index.html' })) },
    {
      name: 'head with checksum',
      run: () => client.send(new s3.HeadObjectCommand({ Bucket, Key: 'index.html', ChecksumMode: 'ENABLED' })),
    },
    { name: 'get a range', run: () => read(client, 'index.html', { Range: 'bytes=2-4' }) },
    { name: 'get the end', run: () => read(client, 'index.html', { Range: 'bytes=-3' }) },
    { name: 'get beyond the end', run: () => read(client, 'index.html', { Range: 'bytes=10-20' }) },
    { name: 'get what is missing', run: () => read(client, 'missing') },
    { name: 'head what is missing', run: () => client.send(new s3.HeadObjectCommand({ Bucket, Key: 'missing' })) },
    { name: 'get from a missing bucket', run: () => read(client, 'a', { Bucket: 'missing-bucket' }) },
    ...['a b+c', '100%', 'ä/🙂', 'quo\'te"<&>', 'a//b'].flatMap((Key) => [
      { name: `put ${Key}`, run: put(Key) },
      { name: `get ${Key}`, run: () => read(client, Key) },
    ]),
  ];
}

function conditionalCalls(client: s3.S3Client): readonly Call[] {
  const etag = '"781e5e245d69b566979b86e28d23f2c7"';
  const put = (Key: string, condition: Partial<s3.PutObjectCommandInput>) => () =>
    client.send(new s3.PutObjectCommand({ Bucket, Key, Body: '0123456789', ...condition }));
  const get = (condition: Partial<s3.GetObjectCommandInput>) => () => read(client, 'index.html', condition);
  return [
    { name: 'get if it matches', run: get({ IfMatch: etag }) },
    { name: 'get if another matches', run: get({ IfMatch: '"other"' }) },
    { name: 'get if it does not match', run: get({ IfNoneMatch: etag }) },
    { name: 'get if modified in the future', run: get({ IfModifiedSince: new Date('2099-01-01') }) },
    { name: 'get if unmodified since long ago', run: get({ IfUnmodifiedSince: new Date('2001-01-01') }) },
    { name: 'put if there is none', run: put('lock', { IfNoneMatch: '*' }) },
    { name: 'put if there is none, again', run: put('lock', { IfNoneMatch: '*' }) },
    { name: 'put if it matches', run: put('lock', { IfMatch: etag }) },
    { name: 'put if another matches', run: put('lock', { IfMatch: '"other"' }) },
    { name: 'put over nothing if it matches', run: put('no-lock', { IfMatch: etag }) },
  ];
}

function copyCalls(client: s3.S3Client): readonly Call[] {
  const copy =
    (Key: string, input: Partial<s3.CopyObjectCommandInput> = {}) =>
    () =>
      client.send(new s3.CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/index.html`, ...input }));
  return [
    { name: 'copy', run: copy('copy.html') },
    { name: 'head the copy', run: () => client.send(new s3.HeadObjectCommand({ Bucket, Key: 'copy.html' })) },
    { name: 'copy onto itself', run: copy('index.html') },
    {
      name: 'copy with other headers',
      run: copy('copy.html', { MetadataDirective: 'REPLACE', CacheControl: 'max-age=60', ContentType: 'text/plain' }),
    },
    { name: 'head the changed copy', run: () => client.send(new s3.HeadObjectCommand({ Bucket, Key: 'copy.html' })) },
    { name: 'copy if the source is another', run: copy('copy.html', { CopySourceIfMatch: '"other"' }) },
    { name: 'copy what is missing', run: copy('copy.html', { CopySource: `${Bucket}/missing` }) },
  ];
}

function listCalls(client: s3.S3Client): readonly Call[] {
  const list = (input: Partial<s3.ListObjectsV2CommandInput>) => () =>
    client.send(new s3.ListObjectsV2Command({ Bucket, ...input }));
  const page = async (input: Partial<s3.ListObjectsV2CommandInput>) => {
    const first = await list({ MaxKeys: 2, ...input })();
    const second = await list({ MaxKeys: 2, ...input, ContinuationToken: first.NextContinuationToken })();
    return [first, second].map(({ Contents, CommonPrefixes, KeyCount, IsTruncated }) => ({
      keys: Contents?.map(({ Key }) => Key),
      CommonPrefixes,
      KeyCount,
      IsTruncated,
    }));
  };
  const tree = ['tree/a', 'tree/b/1', 'tree/b/2', 'tree/c/1', 'tree/d'];
  return [
    ...tree.map((Key) => ({
      name: `put ${Key}`,
      run: () => client.send(new s3.PutObjectCommand({ Bucket, Key, Body: Key })),
    })),
    { name: 'list all', run: list({}) },
    { name: 'list a prefix', run: list({ Prefix: 'tree/b' }) },
    { name: 'list by delimiter', run: list({ Prefix: 'tree/', Delimiter: '/' }) },
    { name: 'list after a key', run: list({ Prefix: 'tree/', StartAfter: 'tree/b/1' }) },
    { name: 'list with encoded names', run: list({ EncodingType: 'url' }) },
    { name: 'list nothing', run: list({ Prefix: 'nothing/' }) },
    { name: 'list no keys', run: list({ MaxKeys: 0 }) },
    { name: 'page through', run: () => page({ Prefix: 'tree/' }) },
    { name: 'page through by delimiter', run: () => page({ Prefix: 'tree/', Delimiter: '/' }) },
    { name: 'list with a made-up token', run: list({ ContinuationToken: 'made-up' }) },
    { name: 'list a missing bucket', run: list({ Bucket: 'missing-bucket' }) },
  ];
}

function multipartCalls(client: s3.S3Client): readonly Call[] {
  const Key = 'big.bin';
  const large = Buffer.alloc(5 * 1024 * 1024, 'a');
  let UploadId = '';
  const etags: string[] = [];
  const part = (PartNumber: number, Body: Buffer) => async () => {
    const answer = await client.send(new s3.UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
    etags[PartNumber] = answer.ETag ?? '';
    return answer;
  };
  const complete = (numbers: readonly number[]) => () =>
    client.send(
      new s3.CompleteMultipartUploadCommand({
        Bucket,
        Key,
        UploadId,
        MultipartUpload: { Parts: numbers.map((PartNumber) => ({ PartNumber, ETag: etags[PartNumber] })) },
      }),
    );
  const begin = async () => {
    const answer = await client.send(
      new s3.CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'application/zip' }),
    );
    UploadId = answer.UploadId ?? '';
    return answer;
  };
  return [
    { name: 'begin an upload', run: begin },
    { name: 'upload a part', run: part(1, large) },
    { name: 'upload the last part', run: part(2, Buffer.from('end')) },
    { name: 'list parts', run: () => client.send(new s3.ListPartsCommand({ Bucket, Key, UploadId })) },
    { name: 'list uploads', run: () => client.send(new s3.ListMultipartUploadsCommand({ Bucket })) },
    { name: 'complete with parts out of order', run: complete([2, 1]) },
    { name: 'complete with an unknown part', run: complete([1, 3]) },
    { name: 'complete', run: complete([1, 2]) },
    { name: 'head the whole', run: () => client.send(new s3.HeadObjectCommand({ Bucket, Key })) },
    { name: 'begin another upload', run: begin },
    { name: 'upload a small part', run: part(1, Buffer.from('small')) },
    { name: 'upload another small part', run: part(2, Buffer.from('small')) },
    { name: 'complete with a part too small', run: complete([1, 2]) },
    { name: 'abort', run: () => client.send(new s3.AbortMultipartUploadCommand({ Bucket, Key, UploadId })) },
    { name: 'complete what was aborted', run: complete([1]) },
  ];
}

function deleteCalls(client: s3.S3Client): readonly Call[] {
  const del =
    (Key: string, input: Partial<s3.DeleteObjectCommandInput> = {}) =>
    () =>
      client.send(new s3.DeleteObjectCommand({ Bucket, Key, ...input }));
  const batch =
    (Objects: readonly s3.ObjectIdentifier[], Quiet = false) =>
    () =>
      client.send(new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects: [...Objects], Quiet } }));
  return [
    { name: 'delete', run: del('copy.html') },
    { name: 'delete what is missing', run: del('copy.html') },
    { name: 'delete if another matches', run: del('lock', { IfMatch: '"other"' }) },
    { name: 'delete a batch', run: batch([{ Key: 'tree/a' }, { Key: 'quo\'te"<&>' }, { Key: 'missing' }]) },
    { name: 'delete a batch quietly', run: batch([{ Key: 'tree/b/1' }], true) },
    { name: 'delete a batch of none', run: batch([]) },
    { name: 'delete the bucket while it is full', run: () => client.send(new s3.DeleteBucketCommand({ Bucket })) },
  ];
}
