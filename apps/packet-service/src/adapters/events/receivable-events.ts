import type { ReceivableState } from '@recoup/contracts/receivable.v1';
import * as receivables from '@recoup/contracts/receivable.v1';
import {
  RiskCaseRecommendationWithdrawnV1,
  RiskCaseWriteOffRecommendedV1,
} from '@recoup/contracts/risk-case.v1';
import { topics } from '@recoup/contracts/topics';
import { facts, on, type Subscription, state } from '@recoup/runtime/inbox/subscription';
import type { Recommendations } from '../../ports/recommendations.ts';

export const receivableState = (keep: (states: readonly ReceivableState[]) => Promise<void>): Subscription =>
  state(
    [
      receivables.ReceivableImportedV1,
      receivables.ReceivableUpdatedV1,
      receivables.ReceivableWrittenOffV1,
      receivables.ReceivableReopenedV1,
      receivables.ReceivableClosedV1,
    ],
    (events) => keep(events.map((event) => event.data)),
  );

/** Which receivables the risk side recommends for a write-off (ruling 22). */
export const riskRecommendations = ({ recommend, withdraw }: Recommendations): Subscription =>
  facts(topics.riskCases, [
    on(RiskCaseWriteOffRecommendedV1, ({ data, time }) =>
      recommend({
        receivableId: data.receivableId,
        riskCaseId: data.riskCaseId,
        reason: data.reason,
        at: time,
      }),
    ),
    on(RiskCaseRecommendationWithdrawnV1, ({ data }) => withdraw(data.receivableId, data.riskCaseId)),
  ]);
