import { type ClientOptions, clientSettings, pollSettings, writeSettings } from './client.ts';
import { ElasticBeanstalkClient } from './elastic-beanstalk/api.ts';
import { createEnvironment, isPrefixFree, savedConfiguration } from './elastic-beanstalk/creation.ts';
import { findEnvironment, findEnvironments, readOptions, readTags } from './elastic-beanstalk/environments.ts';
import { readEvents, readHealthCauses } from './elastic-beanstalk/events.ts';
import { readTails, requestTail } from './elastic-beanstalk/log-tail.ts';
import { branchVersions, listPlatforms } from './elastic-beanstalk/platforms.ts';
import { deleteConfiguration, saveConfiguration, swapCnames, terminateEnvironment } from './elastic-beanstalk/twins.ts';
import { abortUpdate, giveOperationsRole, tagEnvironment, updateEnvironment } from './elastic-beanstalk/updates.ts';
import { createVersion, findVersion, storageLocation } from './elastic-beanstalk/versions.ts';
import type { ElasticBeanstalkReader, ElasticBeanstalkWriter } from './elastic-beanstalk/vocabulary.ts';

export type * from './elastic-beanstalk/vocabulary.ts';

/** AWS Elastic Beanstalk: environments, their versions, events and logs. */
export function elasticBeanstalk(options: ClientOptions): {
  readonly reader: ElasticBeanstalkReader;
  readonly writer: ElasticBeanstalkWriter;
} {
  const client = new ElasticBeanstalkClient(clientSettings(options));
  const polling = new ElasticBeanstalkClient(pollSettings(options));
  const once = new ElasticBeanstalkClient(writeSettings(options));
  return {
    reader: {
      environment: (name, signal) => findEnvironment(client, name, signal),
      poll: (name, signal) => findEnvironment(polling, name, signal),
      pollAll: (names, signal) => findEnvironments(polling, names, signal),
      tags: (arn, signal) => readTags(client, arn, signal),
      options: (environment, signal) => readOptions(client, environment, signal),
      version: (application, label, signal) => findVersion(client, application, label, signal),
      events: (name, scope, signal) => readEvents(client, name, scope, signal),
      healthCauses: (name, signal) => readHealthCauses(client, name, signal),
      platforms: (signal) => listPlatforms(client, signal),
      branchVersions: (branch, signal) => branchVersions(client, branch, signal),
      isPrefixFree: (prefix, signal) => isPrefixFree(client, prefix, signal),
      savedConfiguration: (application, name, signal) => savedConfiguration(client, application, name, signal),
      tails: (name, since, signal) => readTails(client, name, since, signal),
    },
    writer: {
      storageLocation: (signal) => storageLocation(client, signal),
      createVersion: (version, signal) => createVersion(client, version, signal),
      update: (name, update, signal) => updateEnvironment(once, name, update, signal),
      create: (environment, signal) => createEnvironment(once, environment, signal),
      giveOperationsRole: (name, role, signal) => giveOperationsRole(client, name, role, signal),
      abortUpdate: (name, signal) => abortUpdate(client, name, signal),
      tag: (arn, tags, signal) => tagEnvironment(once, arn, tags, signal),
      requestTail: (name, signal) => requestTail(client, name, signal),
      swapCnames: (environments, signal) => swapCnames(once, environments, signal),
      saveConfiguration: (environment, savedAs, signal) => saveConfiguration(client, environment, savedAs, signal),
      deleteConfiguration: (application, name, signal) => deleteConfiguration(client, application, name, signal),
      terminate: (environment, signal) => terminateEnvironment(client, environment, signal),
    },
  };
}
