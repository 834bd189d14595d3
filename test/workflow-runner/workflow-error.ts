/** A run that cannot start: an invalid file, a reference that leads nowhere, an input nobody declared. */
export class WorkflowError extends Error {
  override readonly name = 'WorkflowError';
}
