/** What a proposal prints that waits for a second administrator. */
export const waitingForAnother = ({ changeRequestId }: { readonly changeRequestId: string }): string =>
  `Proposed as ${changeRequestId}. Nothing changes before another administrator approves it:\n  recoup changes approve ${changeRequestId}`;
