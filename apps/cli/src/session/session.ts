import { existsSync } from 'node:fs';
import type { Answer } from '@recoup/contracts/api-client';
import { possibleDataFolders } from '@recoup/local/data-folder';
import { runningInstance } from '@recoup/local/lock-file';
import { requestToken } from '@recoup/local/request-token';
import { type AnswerClient, answerClient, type ResultClient, sendAs } from './api-client.ts';
import { problemText } from './problem-text.ts';
import { reached } from './reached.ts';
import { Refused } from './refused.ts';

/** Speaks to a running installation as one person. A refused call throws `Refused` in the words of the service. */
export type Session = ResultClient & {
  readonly address: string;
  /** The same calls, which answer a refusal as well. */
  readonly answers: AnswerClient;
};

/** Where the installation answers: as given, else the embedded host that runs on this machine. */
export const installation = (given?: string): string => {
  if (given) return given.replace(/\/$/, '');
  const folders = possibleDataFolders(process.env.RECOUP_DATA);
  const running = folders.map(runningInstance).find(Boolean);
  if (!running)
    throw new Refused(
      `No host runs on ${folders.filter((folder, at) => at === 0 || existsSync(folder)).join(' or ')}. Start one with npm start, set RECOUP_DATA as at its start, or name its address with --address.`,
    );
  if (!running.address) throw new Refused('The host is still starting. Try again in a moment.');
  return running.address;
};

/** A token of a seeded person, which only the embedded host and the simulators hand out. */
export const tokenOf = async (address: string, login: string): Promise<string> => {
  const { token, refusal } = await reached(address, requestToken(address, login));
  if (token === undefined) throw new Refused(`There is no token for ${login}: ${refusal}.`);
  return token;
};

/** A session as a seeded person. */
export const signIn = async (address: string, login: string): Promise<Session> =>
  sessionWith(address, await tokenOf(address, login));

/** A session as whoever the token names. */
export const sessionWith = (address: string, token: string): Session => {
  const answers = answerClient(sendAs(address, token));
  return {
    address,
    answers,
    get: async (path, ...given) => accepted(await answers.get(path, ...given)),
    post: async (path, ...given) => accepted(await answers.post(path, ...given)),
    put: async (path, ...given) => accepted(await answers.put(path, ...given)),
    patch: async (path, ...given) => accepted(await answers.patch(path, ...given)),
    delete: async (path, ...given) => accepted(await answers.delete(path, ...given)),
  };
};

/** What a successful answer holds; a problem becomes a refusal in its own words. */
export const accepted = <Body>(answer: Answer<Body>): Body => {
  if (answer.ok) return answer.body;
  const signInAgain = answer.body.code === 'INSUFFICIENT_USER_AUTHENTICATION';
  throw new Refused(answer.status === 401 && !signInAgain ? tokenRefused : problemText(answer.body));
};

const tokenRefused =
  'This installation does not accept the token: it is not one of its own, or it has expired. Give another with --token or RECOUP_TOKEN, or name a seeded person with --as.';
