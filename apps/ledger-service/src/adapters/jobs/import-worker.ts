import { isDatabaseUnavailable } from '@recoup/runtime/database/unavailable';
import { causedBy } from '@recoup/runtime/process/cause';
import { type DutyMetrics, startDuty } from '@recoup/runtime/process/duties/duty';
import { failpoint } from '@recoup/runtime/process/failpoint';
import type { Logger } from '@recoup/runtime/process/logger';
import type { Loop, Running } from '@recoup/runtime/process/loop';
import { type ClaimedAsked, ClaimLost, type Imports } from '../../ports/imports/imports.ts';

const holdEveryMs = 3_000;

/** Takes waiting imports one after another. An import whose worker died or lost its database is taken up again from its file. */
export const importWorker = (
  imports: Imports,
  metrics: DutyMetrics,
  logger: Logger,
): {
  readonly start: (takeIn: (request: ClaimedAsked) => Promise<void>) => () => Running;
  readonly wake: () => void;
} => {
  let loop: Loop | undefined;

  const failed = async (request: ClaimedAsked, error: unknown): Promise<void> => {
    const { importId } = request;
    if (error instanceof ClaimLost) {
      logger.warn({ importId }, 'an import was taken up by somebody else meanwhile');
      return;
    }
    // It may stand committed, or be taken up again from its file: when the claim has run out, its state shows it.
    if (isDatabaseUnavailable(error)) throw error;
    logger.error({ err: error, importId }, 'an import broke off; nothing of it was kept');
    await imports.giveBack(request, error instanceof Error ? error.name : 'failed');
  };

  const round = async (takeIn: (request: ClaimedAsked) => Promise<void>): Promise<boolean> => {
    const request = await imports.claim();
    if (!request) return false;
    failpoint('import-claimed');
    const { importId, requestedBy, threadId, terms } = request;
    await causedBy({ actor: requestedBy, correlationId: threadId, businessDate: terms.asOf }, async () => {
      const holding = setInterval(() => {
        imports
          .hold(request)
          .catch((error) => logger.warn({ err: error, importId }, 'an import could not be held'));
      }, holdEveryMs);
      await takeIn(request)
        .catch((error: unknown) => failed(request, error))
        .finally(() => clearInterval(holding));
    });
    return true;
  };

  return {
    wake: () => loop?.wake(),
    start: (takeIn) => () => {
      loop = startDuty(metrics, {
        duty: 'taking up imports',
        everyMs: 500,
        round: () => round(takeIn),
        onError: (error) => logger.error({ err: error }, 'no import could be taken up'),
      });
      return loop;
    },
  };
};
