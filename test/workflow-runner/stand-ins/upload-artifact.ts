import { findFiles } from './file-patterns.ts';
import type { FunctionStandIn } from './stand-in.ts';

/** actions/upload-artifact (v4 and later): a name is used once, and hidden files stay out unless asked for. */
export const uploadArtifactStandIn: FunctionStandIn = {
  main(context) {
    const name = context.input('name') || 'artifact';
    const files = findFiles(context.input('path'), context.workspace, context.input('include-hidden-files') === 'true');
    if (files.length === 0) {
      const message = `No files were found with the path ${context.input('path')}: there is no artifact '${name}'.`;
      const reaction = context.input('if-no-files-found') || 'warn';
      if (reaction === 'error') throw new Error(message);
      return context.write(reaction === 'warn' ? `::warning::${message}` : message);
    }
    context.artifacts.upload(name, files, context.input('overwrite') === 'true');
    context.write(`Artifact '${name}' has ${files.length} files.`);
    context.setOutput('artifact-id', String(context.artifacts.names().length));
  },
};
