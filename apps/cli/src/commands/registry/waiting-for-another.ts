/** What a proposal prints that waits for a second person with the role of the first. */
export const waitingForAnother = (
  { changeRequestId }: { readonly changeRequestId: string },
  role = 'administrator',
): string =>
  `Proposed as ${changeRequestId}. Nothing changes before another ${role} approves it:\n  recoup changes approve ${changeRequestId}`;
