import {
  choice,
  defineContract,
  flag,
  type InputsOf,
  integer,
  pairs,
  text,
  value,
  values,
} from '../../contract/index.ts';
import { parseAccountId } from '../../domain/account-id.ts';
import { parseDockerName } from '../../domain/docker-name.ts';
import { parseRepositoryName, parseTag } from '../../domain/image-reference.ts';
import { parseKmsKeyArn } from '../../domain/kms-key.ts';
import { parsePlatform } from '../../domain/platform.ts';
import { severities } from '../../domain/severity.ts';
import { parseRepository } from './repository/repository-name.ts';
import { parseAllowance } from './scan/allowance.ts';

export const contract = defineContract({
  name: 'build-push-ecr',
  title: 'Build and push to Amazon ECR',
  description: 'Build an image, push it to ECR, once per content; or push an archive, or promote a digest.',
  inputs: {
    repository: value('the name or the URI of an ECR repository', parseRepository, {
      description: 'The repository, such as clinic/backend, or its whole URI. Not needed with `push: false`.',
      required: 'with AWS',
    }),
    push: flag({
      description: 'With `false`, the source is only built, to see that it builds: without any AWS credentials.',
      default: 'true',
    }),
    'registry-account-id': value('a 12-digit AWS account id', parseAccountId, {
      description: "Account whose registry has the repository. Left out: the caller's.",
    }),
    context: text({ description: 'Folder of the build context.', default: '.' }),
    dockerfile: text({ description: 'Path of the Dockerfile. Left out: `Dockerfile` in the context.' }),
    target: text({ description: 'Stage of the Dockerfile to build. Left out: the last one.' }),
    'build-args': pairs({
      description: "Build arguments. They stay in the image's history: use build-secrets for secrets.",
    }),
    'build-secrets': pairs({
      description: 'Secrets for `RUN --mount=type=secret,id=…`: each id, and the environment variable that holds it.',
    }),
    platforms: values('platforms such as linux/amd64', parsePlatform, {
      description:
        'Platforms to build for (of several, the image is an index), or to take from an archive (of several, its index).',
      default: 'linux/amd64',
    }),
    tags: values('tags', parseTag, {
      description: 'Tags of the image. Left out: `sha-` and the first 12 digits of the commit.',
    }),
    labels: pairs({ description: 'Labels of a built image, beside the OCI labels that it gets anyway.' }),
    builder: choice(['auto', 'buildx', 'docker', 'buildah', 'podman'], {
      description: 'Builder: `auto` takes the first one on this machine that supports the other inputs.',
      default: 'auto',
    }),
    'buildx-builder': text({
      description: 'Name of a buildx builder, such as a remote BuildKit. Left out: the one that buildx uses now.',
    }),
    cache: choice(['none', 'registry', 'gha'], {
      description:
        'Where the steps of a build are kept for the next one: a repository of its own, or the cache of GitHub.',
      default: 'none',
    }),
    'cache-repository': value('the name of an ECR repository', parseRepositoryName, {
      description: 'Repository of the cache, beside that of the image. Left out: its name with `-cache` behind.',
    }),
    provenance: flag({
      description: 'Attest how the image was built. The image is an index then, which some targets refuse.',
      default: 'false',
    }),
    sbom: flag({
      description: 'Attest what the image contains. The image is an index then, which some targets refuse.',
      default: 'false',
    }),
    'image-archive': text({
      description:
        'Push this instead of building: an OCI layout (folder or tar), a `docker save` tar or a folder of skopeo (`dir:`). Needs no engine.',
    }),
    'archive-image': text({
      description:
        'Which image of the archive: what it is called there, such as clinic:v1, or its digest. Left out: its only one.',
    }),
    'source-image': value('an image by digest or tag: host/repository@sha256:…', parseDockerName, {
      description:
        'Copy this image byte for byte, without an engine: from another repository, account or region of ECR, or from any other registry (Docker Hub, ghcr.io, quay.io, public.ecr.aws), with the login that `docker login` left.',
    }),
    'copy-referrers': flag({
      description:
        'Copy what belongs to `source-image` too: signatures, attestations and SBOMs, of all its platforms, as referrers (OCI) and under the tags of cosign.',
      default: 'false',
    }),
    'skip-unchanged': flag({
      description: 'Reuse an image that was already pushed for the same source instead of building it again.',
      default: 'true',
    }),
    'create-repository': flag({
      description:
        'Create what is missing: the repository (immutable tags, scan on push, untagged images expire), and that of `cache: registry`.',
      default: 'false',
    }),
    'kms-key': value('the ARN of a KMS key', parseKmsKeyArn, {
      description: 'Key that a created repository encrypts its images with. Left out: keys of Amazon S3 (AES-256).',
    }),
    scan: choice(['off', 'wait'], {
      description:
        'Scan gate before the image gets its tags: `wait` for the findings of ECR (basic) or Inspector (enhanced).',
      default: 'off',
    }),
    'scan-fail-on': choice(severities, {
      description: 'Vulnerabilities of this severity and of those before it fail the gate.',
      default: 'CRITICAL',
    }),
    'scan-fixable-only': flag({
      description: 'Ignore vulnerabilities that have no fix. Basic scanning does not know fixes, so there all count.',
      default: 'false',
    }),
    'scan-allow': values('`CVE-ID until YYYY-MM-DD`', parseAllowance, {
      description: 'Vulnerabilities that do not fail the gate up to a day (UTC).',
    }),
    'scan-timeout-minutes': integer(
      { min: 1, max: 360 },
      { description: 'Deadline of the scan; passing it is a failure.', default: '15' },
    ),
    'push-attempts': integer(
      { min: 1, max: 10 },
      { description: 'How often each request of a push is tried. Left out: for a minute of trouble, at least.' },
    ),
  },
  outputs: {
    image: 'The image by digest: what to deploy.',
    digest: 'Digest of the image.',
    tags: 'The tags of the image, one per line.',
    'repository-uri': 'URI of the repository.',
    'source-key':
      'Hash over everything that decides the image, empty where not all of that is known; of an archive or a promoted image, its digest.',
    skipped: 'Whether an image that was there already was reused.',
    'size-bytes': 'Bytes that a pull of the image moves.',
    'scan-summary': 'What the scan found, in one line.',
    'scan-sarif-path': 'Path of the findings as SARIF 2.1.0, for github/codeql-action/upload-sarif.',
  },
  post: true,
  less: {
    flag: 'push',
    is: false,
    unneeded: ['expected-account-id', 'repository', 'registry-account-id', 'cache-repository', 'kms-key', 'tags'],
  },
});

export type Inputs = InputsOf<typeof contract>;
