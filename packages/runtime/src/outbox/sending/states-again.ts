import type { HeldBack } from './held-back.ts';
import type { Leading } from './leading-session.ts';
import { type Sending, sendRows } from './send.ts';
import type { StateToResend, UnsureSends } from './unsure-sends.ts';

/** States that are published once more, at a time. */
const resendAtOnce = 100;
const resendEveryMs = 1_000;

/** Publishes once more, now and then, the states that an older one may have landed behind. */
export const statesAgain = (unsure: UnsureSends, held: HeldBack, sendBytes: number | undefined) => {
  let lookAgainAt = 0;
  return async (leading: Leading): Promise<void> => {
    if (performance.now() < lookAgainAt) return;
    const states = await unsure.due(leading.client, held, resendAtOnce);
    const byId = new Map<string, StateToResend>(states.map((state) => [state.id, state]));
    const mark: Sending['mark'] = (rows) =>
      unsure.done(
        leading.client,
        rows.flatMap(({ id }) => byId.get(id) ?? []),
      );
    await sendRows({ leading, held, unsure, sendBytes, mark }, states);
    if (states.length < resendAtOnce) lookAgainAt = performance.now() + resendEveryMs;
  };
};
