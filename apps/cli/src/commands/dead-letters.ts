import { listAt, numberAt, textAt } from '../session/json-path.ts';
import { Refused, type Session } from '../session/session.ts';

const services = ['ledger', 'risk', 'packet', 'notifier'] as const;

export const listDeadLetters = async (session: Session): Promise<readonly string[]> => {
  const lines: string[] = [];
  for (const service of services) {
    for (const letter of listAt(await session.get('GET', `/${service}/v1/dead-letters`), 'items')) {
      const part = (name: string) => textAt(letter, name);
      lines.push(
        [
          service,
          part('deadLetterId'),
          part('topic'),
          part('key'),
          part('errorClass'),
          part('error').slice(0, 80),
          ...(numberAt(letter, 'waiting') > 0 ? [`${part('waiting')} wait behind it`] : []),
          ...openRequestLine(letter),
        ].join('  '),
      );
    }
  }
  return lines;
};

/** One dead letter with its original bytes as text. */
export const showDeadLetter = async (session: Session, id: string): Promise<string> => {
  const { service, letter } = await find(session, id);
  const { value, ...rest } = letter as Record<string, unknown>;
  const bytes = typeof value === 'string' ? Buffer.from(value, 'base64').toString() : null;
  return JSON.stringify({ service, ...rest, value: bytes }, null, 2);
};

/** Replays a message, or asks for it where another operator must confirm. */
export const replayDeadLetter = async (
  session: Session,
  id: string,
  reason: string | undefined,
): Promise<string> => {
  const { service } = await find(session, id);
  const body = reason === undefined ? {} : { reason };
  return outcomeOf(service, await session.get('POST', `/${service}/v1/dead-letters/${id}/replay`, { body }));
};

/** What a replay would do. Nothing of it stays. */
export const dryRunReplay = async (session: Session, id: string): Promise<string> => {
  const { service } = await find(session, id);
  const would = await session.get('POST', `/${service}/v1/dead-letters/${id}/replay/preview`);
  const [outcome, error, followers] = [
    textAt(would, 'outcome'),
    textAt(would, 'error'),
    numberAt(would, 'followers'),
  ];
  if (outcome === 'fails') throw new Refused(`It would fail in ${service}: ${error}`);
  if (outcome === 'parked')
    throw new Refused(`It would be refused in ${service}: an earlier event of its key has not been taken in`);
  const lines = [
    `In ${service} it would be ${outcome}; ${followers} that wait for it would follow.`,
    ...(error === '' ? [] : [`Then ${error}`]),
    'Nothing was changed.',
  ];
  return lines.join('\n');
};

/**
 * Gives a message up, or asks for it where another operator must confirm. `sequence` names the place in its aggregate that
 * an unreadable one leaves empty.
 */
export const discardDeadLetter = async (
  session: Session,
  id: string,
  reason: string,
  sequence: string | undefined,
): Promise<string> => {
  const { service } = await find(session, id);
  const body = { reason, ...(sequence === undefined ? {} : { sequence: Number(sequence) }) };
  return outcomeOf(service, await session.get('POST', `/${service}/v1/dead-letters/${id}/discard`, { body }));
};

/** Carries out what another operator has asked for. */
export const confirmDeadLetter = async (session: Session, id: string): Promise<string> => {
  const { service, letter } = await find(session, id);
  const { requestId, action } = openRequestOf(letter);
  const body = { requestId, action };
  return outcomeOf(
    service,
    await session.get('POST', `/${service}/v1/dead-letters/${id}/confirmation`, { body }),
  );
};

/** Ends a request without doing what it asks for. */
export const withdrawDeadLetter = async (
  session: Session,
  id: string,
  reason: string | undefined,
): Promise<string> => {
  const { service, letter } = await find(session, id);
  const { requestId, action } = openRequestOf(letter);
  const body = { requestId, ...(reason === undefined ? {} : { reason }) };
  await session.get('POST', `/${service}/v1/dead-letters/${id}/withdrawal`, { body });
  return `Withdrawn: the ${action} in ${service} is not done.`;
};

/** What has become of a dead letter, or whom it waits for. */
const outcomeOf = (service: string, letter: unknown): string => {
  const state = textAt(letter, 'state');
  if (state !== 'dead') return `${state === 'replayed' ? 'Replayed' : 'Discarded'} in ${service}.`;
  const { action } = openRequestOf(letter);
  const id = textAt(letter, 'deadLetterId');
  return [
    `Asked for: ${action} in ${service}. Nothing is done before another operator confirms it:`,
    `  recoup dead-letters confirm ${id}`,
  ].join('\n');
};

const openRequestIn = (letter: unknown) =>
  listAt(letter, 'requests').find((request) => textAt(request, 'state') === 'open');

const openRequestOf = (letter: unknown) => {
  const open = openRequestIn(letter);
  if (!open) throw new Refused('Nobody has asked for anything about this dead letter');
  return { requestId: textAt(open, 'requestId'), action: textAt(open, 'action') };
};

/** Who asked for what, when and why, in a line of a list. */
const openRequestLine = (letter: unknown): readonly string[] => {
  const open = openRequestIn(letter);
  if (!open) return [];
  const [action, by, since, reason] = ['action', 'requestedBy', 'requestedAt', 'reason'].map((name) =>
    textAt(open, name),
  );
  return [`${action} asked for by ${by} at ${since}, awaits a second person: ${reason}`];
};

const find = async (session: Session, id: string) => {
  for (const service of services) {
    const { status, body } = await session.ask('GET', `/${service}/v1/dead-letters/${id}`);
    if (status === 200) return { service, letter: body };
    if (status !== 404) throw new Refused(textAt(body, 'detail'));
  }
  throw new Refused(`No service has a dead letter ${id}`);
};
