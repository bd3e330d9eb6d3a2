/**
 * Reads the statements out of what a PostgreSQL client sends, however the bytes are cut into pieces: the text of Query and Parse
 * messages of protocol 3. The first message has no type; later ones are a deadLetter, a length that counts itself, and a body.
 */
export const statementsIn = (): ((bytes: Uint8Array) => readonly string[]) => {
  let kept = Buffer.alloc(0);
  let started = false;
  const next = (): Buffer | undefined => {
    const head = started ? 1 : 0;
    const end = kept.length < head + 4 ? Number.POSITIVE_INFINITY : head + kept.readUInt32BE(head);
    if (kept.length < end) return undefined;
    const message = kept.subarray(0, end);
    kept = kept.subarray(end);
    return message;
  };
  return (bytes) => {
    kept = Buffer.concat([kept, bytes]);
    const found: string[] = [];
    for (let message = next(); message; message = next()) {
      const text = started ? statementOf(message.toString('latin1', 0, 1), message.subarray(5)) : undefined;
      if (text !== undefined) found.push(text);
      started = true;
    }
    return found;
  };
};

const statementOf = (type: string, body: Buffer): string | undefined => {
  if (type === 'Q') return textUntilZero(body, 0);
  // Parse names the prepared statement first.
  return type === 'P' ? textUntilZero(body, body.indexOf(0) + 1) : undefined;
};

const textUntilZero = (body: Buffer, from: number): string =>
  body.toString('utf8', from, body.indexOf(0, from));
