import { Refused } from './refused.ts';

/** What the system says of a connection that was not made or was lost, in words. */
const causes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was lost',
  UND_ERR_SOCKET: 'the connection was lost',
  ENOTFOUND: 'no host has this name',
  EAI_AGAIN: 'the name cannot be looked up now',
  ETIMEDOUT: 'it did not answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'it did not answer in time',
};

/** A request to an address. Refuses with the address and the cause when nothing answers there. */
export const reached = async <Answer>(address: string, answer: Promise<Answer>): Promise<Answer> => {
  try {
    return await answer;
  } catch (fault) {
    if (!(fault instanceof TypeError)) throw fault;
    throw new Refused(
      `No answer from ${address}: ${causeOf(fault)}. Start it with npm start, or name another installation with --address.`,
    );
  }
};

const causeOf = ({ cause, message }: TypeError): string => {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return causes[code] ?? (cause instanceof Error ? cause.message : message);
};
