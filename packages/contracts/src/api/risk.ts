// Longer than 300 lines: `npm run generate` makes this file from docs/api/risk.json.
type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance?: string;
  readonly trace_id: string;
  readonly errors?: readonly ({
    readonly pointer: string;
    readonly code: string;
    readonly message: string;
  })[];
};

export type RiskApi = {
  readonly get: {
    readonly '/v1/risk-cases': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly band?: 'low' | 'medium' | 'high' | 'critical' | readonly ('low' | 'medium' | 'high' | 'critical')[] | undefined;
          readonly status?: 'OPEN' | 'WRITTEN_OFF_ROOT_CAUSE_DUE' | 'RECOVERED' | readonly ('OPEN' | 'WRITTEN_OFF_ROOT_CAUSE_DUE' | 'RECOVERED')[] | undefined;
          readonly accountId?: string | readonly string[] | undefined;
          readonly receivableId?: string | readonly string[] | undefined;
          readonly ownerPersonId?: string | readonly string[] | undefined;
          readonly breached?: 'true' | 'false' | undefined;
          readonly writeOffRecommended?: 'true' | 'false' | undefined;
          readonly 'nextActionDueAt.gte'?: string | undefined;
          readonly 'nextActionDueAt.lte'?: string | undefined;
          readonly 'nextActionDueAt.lt'?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly riskCaseId: string;
          readonly caseNo: string;
          readonly version: number;
          readonly accountId: string;
          readonly accountName: string;
          readonly clientId: string;
          readonly clientName: string;
          readonly entity: string;
          readonly department: string;
          readonly invoiceId: string;
          readonly invoiceNumber: string;
          readonly invoiceIssueDate: string;
          readonly invoiceDueDate: string;
          readonly invoiceAgeDays: number;
          readonly overdueDays: number;
          readonly outstandingAmount: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly atRiskAmount: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly disputeOpenFlag: boolean;
          readonly disputeReasonCode: string | null;
          readonly priorShortPayCount180d: number;
          readonly priorCreditMemoCount180d: number;
          readonly accountHealthScore: number | null;
          readonly stakeholderResponsivenessScore: number | null;
          readonly paymentCommitmentDate: string | null;
          readonly paymentCommitmentConfidence: 'low' | 'medium' | 'high' | null;
          readonly writeoffRiskScore: number;
          readonly riskBand: 'low' | 'medium' | 'high' | 'critical';
          readonly bandEnteredAt: string;
          readonly riskOwnerRole: string;
          readonly riskOwnerName: string;
          readonly riskOwnerPersonId: string | null;
          readonly ownerAssignedAt: string;
          readonly nextAction: string | null;
          readonly nextActionDueAt: string | null;
          readonly nextActionBreached: boolean;
          readonly escalationLevel: number;
          readonly recoveryStatus: string;
          readonly recoveredAmount: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly structuredPlanAmount: {
            readonly amount: string;
            readonly currency: string;
          } | null;
          readonly writeoffAmount: {
            readonly amount: string;
            readonly currency: string;
          } | null;
          readonly writeoffPacketId: string | null;
          readonly writeOffRecommended: {
            readonly reason: string;
            readonly since: string;
          } | null;
          readonly openedAt: string;
          readonly closedAt: string | null;
          readonly rootCauseCategory: string | null;
          readonly preventionOwner: string | null;
          readonly preventionDueAt: string | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/risk-cases/{riskCaseId}': {
      readonly call: {
        readonly path: {
          readonly riskCaseId: string;
        };
      };
      readonly answer: {
        readonly riskCaseId: string;
        readonly caseNo: string;
        readonly version: number;
        readonly accountId: string;
        readonly accountName: string;
        readonly clientId: string;
        readonly clientName: string;
        readonly entity: string;
        readonly department: string;
        readonly invoiceId: string;
        readonly invoiceNumber: string;
        readonly invoiceIssueDate: string;
        readonly invoiceDueDate: string;
        readonly invoiceAgeDays: number;
        readonly overdueDays: number;
        readonly outstandingAmount: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly atRiskAmount: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly disputeOpenFlag: boolean;
        readonly disputeReasonCode: string | null;
        readonly priorShortPayCount180d: number;
        readonly priorCreditMemoCount180d: number;
        readonly accountHealthScore: number | null;
        readonly stakeholderResponsivenessScore: number | null;
        readonly paymentCommitmentDate: string | null;
        readonly paymentCommitmentConfidence: 'low' | 'medium' | 'high' | null;
        readonly writeoffRiskScore: number;
        readonly riskBand: 'low' | 'medium' | 'high' | 'critical';
        readonly bandEnteredAt: string;
        readonly riskOwnerRole: string;
        readonly riskOwnerName: string;
        readonly riskOwnerPersonId: string | null;
        readonly ownerAssignedAt: string;
        readonly nextAction: string | null;
        readonly nextActionDueAt: string | null;
        readonly nextActionBreached: boolean;
        readonly escalationLevel: number;
        readonly recoveryStatus: string;
        readonly recoveredAmount: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly structuredPlanAmount: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly writeoffAmount: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly writeoffPacketId: string | null;
        readonly writeOffRecommended: {
          readonly reason: string;
          readonly since: string;
        } | null;
        readonly openedAt: string;
        readonly closedAt: string | null;
        readonly rootCauseCategory: string | null;
        readonly preventionOwner: string | null;
        readonly preventionDueAt: string | null;
        readonly actions: readonly ({
          readonly action: string;
          readonly dueAt: string;
          readonly completedAt: string;
          readonly completedBy: string;
          readonly note: string | null;
          readonly commitmentDate: string | null;
        })[];
        readonly breaches: readonly ({
          readonly missedAction: string;
          readonly dueAt: string;
          readonly recordedAt: string;
        })[];
        readonly owners: readonly ({
          readonly name: string;
          readonly role: string;
          readonly assignedAt: string;
          readonly latencyMs: number;
        })[];
      };
    };
    readonly '/v1/scores/{receivableId}': {
      readonly call: {
        readonly path: {
          readonly receivableId: string;
        };
      };
      readonly answer: {
        readonly receivableId: string;
        readonly asOf: string;
        readonly overdueDays: number;
        readonly score: number;
        readonly band: 'low' | 'medium' | 'high' | 'critical';
        readonly cardVersion: string;
        readonly since: string;
        readonly reasons: readonly ({
          readonly signal: string;
          readonly unit: string;
          readonly value: number | null;
          readonly points: number;
          readonly threshold: number | null;
          readonly text: string;
        })[];
        readonly bandReasons: readonly ({
          readonly rule: string;
          readonly band: 'low' | 'medium' | 'high' | 'critical';
          readonly text: string;
        })[];
        readonly reminder: {
          readonly ownerName: string;
          readonly ownerRole: string;
          readonly ownerPersonId: string | null;
          readonly dueAt: string;
        } | null;
        readonly history: readonly ({
          readonly asOf: string;
          readonly score: number;
          readonly band: 'low' | 'medium' | 'high' | 'critical';
          readonly cardVersion: string;
        })[];
      };
    };
    readonly '/v1/scorecards': {
      readonly call: {};
      readonly answer: {
        readonly items: readonly ({
          readonly version: string;
          readonly inForce: boolean;
          readonly publishedBy: string;
          readonly publishedAt: string;
        })[];
      };
    };
    readonly '/v1/syncs/{syncId}': {
      readonly call: {
        readonly path: {
          readonly syncId: string;
        };
      };
      readonly answer: {
        readonly syncId: string;
        readonly asOf: string;
        readonly requestedAt: string;
        readonly finishedAt: string | null;
        readonly supersededAt: string | null;
        readonly shards: number;
        readonly shardsDone: number;
        readonly receivables: number;
        readonly receivablesDone: number;
        readonly scoresChanged: number;
        readonly bandsChanged: number;
        readonly casesOpened: number;
        readonly receivablesPerSecond: number | null;
        readonly secondsLeft: number | null;
      };
    };
    readonly '/v1/dead-letters': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly state?: 'dead' | 'replayed' | 'discarded' | readonly ('dead' | 'replayed' | 'discarded')[] | undefined;
          readonly consumer?: string | readonly string[] | undefined;
          readonly 'consumer.prefix'?: string | readonly string[] | undefined;
          readonly topic?: string | readonly string[] | undefined;
          readonly 'topic.prefix'?: string | readonly string[] | undefined;
          readonly key?: string | readonly string[] | undefined;
          readonly 'key.prefix'?: string | readonly string[] | undefined;
          readonly errorClass?: string | readonly string[] | undefined;
          readonly 'errorClass.prefix'?: string | readonly string[] | undefined;
          readonly 'firstAt.gte'?: string | undefined;
          readonly 'firstAt.lte'?: string | undefined;
          readonly 'firstAt.lt'?: string | undefined;
          readonly 'lastAt.gte'?: string | undefined;
          readonly 'lastAt.lte'?: string | undefined;
          readonly 'lastAt.lt'?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly deadLetterId: string;
          readonly consumer: string;
          readonly topic: string;
          readonly partition: number;
          readonly position: string;
          readonly key: string;
          readonly headers: Readonly<Record<string, string>>;
          readonly errorClass: string;
          readonly error: string;
          readonly attempts: number;
          readonly state: 'dead' | 'replayed' | 'discarded';
          readonly firstAt: string;
          readonly lastAt: string;
          readonly resolvedBy: string | null;
          readonly resolvedAt: string | null;
          readonly resolutionReason: string | null;
          readonly waiting: number;
          readonly requests: readonly ({
            readonly changeRequestId: string;
            readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
            readonly reason: string | null;
            readonly proposedBy: {
              readonly personId: string;
              readonly name: string;
            };
            readonly proposedAt: string;
            readonly expiresAt: string;
            readonly decidedBy: {
              readonly personId: string;
              readonly name: string;
            } | null;
            readonly decidedAt: string | null;
            readonly decisionReason: string | null;
            readonly action: 'replay' | 'discard';
            readonly sequence: number | null;
          })[];
          readonly bytes: number;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/dead-letters/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly deadLetterId: string;
        readonly consumer: string;
        readonly topic: string;
        readonly partition: number;
        readonly position: string;
        readonly key: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly errorClass: string;
        readonly error: string;
        readonly attempts: number;
        readonly state: 'dead' | 'replayed' | 'discarded';
        readonly firstAt: string;
        readonly lastAt: string;
        readonly resolvedBy: string | null;
        readonly resolvedAt: string | null;
        readonly resolutionReason: string | null;
        readonly waiting: number;
        readonly requests: readonly ({
          readonly changeRequestId: string;
          readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
          readonly reason: string | null;
          readonly proposedBy: {
            readonly personId: string;
            readonly name: string;
          };
          readonly proposedAt: string;
          readonly expiresAt: string;
          readonly decidedBy: {
            readonly personId: string;
            readonly name: string;
          } | null;
          readonly decidedAt: string | null;
          readonly decisionReason: string | null;
          readonly action: 'replay' | 'discard';
          readonly sequence: number | null;
        })[];
        readonly bytes: number;
        readonly value: string | null;
      };
    };
    readonly '/v1/checks': {
      readonly call: {};
      readonly answer: {
        readonly invariants: readonly ({
          readonly id: string;
          readonly sentence: string;
          readonly violations: number | null;
          readonly examples: readonly string[];
        })[];
        readonly controlTotals: Readonly<Record<string, number>>;
        readonly underWay: {
          readonly toPublish: number;
          readonly toConsume: number | null;
        };
      };
    };
    readonly '/v1/checks/messages': {
      readonly call: {};
      readonly answer: {
        readonly published: readonly ({
          readonly topic: string;
          readonly committed: number;
          readonly published: number;
        })[];
        readonly consumed: readonly ({
          readonly consumer: string;
          readonly topic: string;
          readonly passed: number;
          readonly parked: number;
          readonly dead: number;
          readonly discarded: number;
        })[];
      };
    };
    readonly '/v1/checks/under-way': {
      readonly call: {};
      readonly answer: {
        readonly toPublish: number;
        readonly toConsume: number | null;
      };
    };
  };
  readonly post: {
    readonly '/v1/risk-cases/{riskCaseId}/actions': {
      readonly call: {
        readonly path: {
          readonly riskCaseId: string;
        };
        readonly body: {
          readonly action: string;
          readonly note?: string;
          readonly commitment?: {
            readonly date: string;
            readonly confidence: 'low' | 'medium' | 'high';
          };
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly riskCaseId: string;
        readonly caseNo: string;
        readonly version: number;
        readonly accountId: string;
        readonly accountName: string;
        readonly clientId: string;
        readonly clientName: string;
        readonly entity: string;
        readonly department: string;
        readonly invoiceId: string;
        readonly invoiceNumber: string;
        readonly invoiceIssueDate: string;
        readonly invoiceDueDate: string;
        readonly invoiceAgeDays: number;
        readonly overdueDays: number;
        readonly outstandingAmount: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly atRiskAmount: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly disputeOpenFlag: boolean;
        readonly disputeReasonCode: string | null;
        readonly priorShortPayCount180d: number;
        readonly priorCreditMemoCount180d: number;
        readonly accountHealthScore: number | null;
        readonly stakeholderResponsivenessScore: number | null;
        readonly paymentCommitmentDate: string | null;
        readonly paymentCommitmentConfidence: 'low' | 'medium' | 'high' | null;
        readonly writeoffRiskScore: number;
        readonly riskBand: 'low' | 'medium' | 'high' | 'critical';
        readonly bandEnteredAt: string;
        readonly riskOwnerRole: string;
        readonly riskOwnerName: string;
        readonly riskOwnerPersonId: string | null;
        readonly ownerAssignedAt: string;
        readonly nextAction: string | null;
        readonly nextActionDueAt: string | null;
        readonly nextActionBreached: boolean;
        readonly escalationLevel: number;
        readonly recoveryStatus: string;
        readonly recoveredAmount: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly structuredPlanAmount: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly writeoffAmount: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly writeoffPacketId: string | null;
        readonly writeOffRecommended: {
          readonly reason: string;
          readonly since: string;
        } | null;
        readonly openedAt: string;
        readonly closedAt: string | null;
        readonly rootCauseCategory: string | null;
        readonly preventionOwner: string | null;
        readonly preventionDueAt: string | null;
      };
    };
    readonly '/v1/syncs': {
      readonly call: {
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly syncId: string;
        readonly asOf: string;
        readonly requestedAt: string;
        readonly finishedAt: string | null;
        readonly supersededAt: string | null;
        readonly shards: number;
        readonly shardsDone: number;
        readonly receivables: number;
        readonly receivablesDone: number;
        readonly scoresChanged: number;
        readonly bandsChanged: number;
        readonly casesOpened: number;
        readonly receivablesPerSecond: number | null;
        readonly secondsLeft: number | null;
      };
    };
    readonly '/v1/dead-letters/{id}/replay/preview': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly outcome: 'applied' | 'superseded' | 'stale' | 'ignored' | 'parked' | 'duplicate' | 'discarded' | 'fails';
        readonly error: string | null;
        readonly followers: number;
      };
    };
    readonly '/v1/dead-letters/{id}/replay': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly reason?: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly deadLetterId: string;
        readonly consumer: string;
        readonly topic: string;
        readonly partition: number;
        readonly position: string;
        readonly key: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly errorClass: string;
        readonly error: string;
        readonly attempts: number;
        readonly state: 'dead' | 'replayed' | 'discarded';
        readonly firstAt: string;
        readonly lastAt: string;
        readonly resolvedBy: string | null;
        readonly resolvedAt: string | null;
        readonly resolutionReason: string | null;
        readonly waiting: number;
        readonly requests: readonly ({
          readonly changeRequestId: string;
          readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
          readonly reason: string | null;
          readonly proposedBy: {
            readonly personId: string;
            readonly name: string;
          };
          readonly proposedAt: string;
          readonly expiresAt: string;
          readonly decidedBy: {
            readonly personId: string;
            readonly name: string;
          } | null;
          readonly decidedAt: string | null;
          readonly decisionReason: string | null;
          readonly action: 'replay' | 'discard';
          readonly sequence: number | null;
        })[];
        readonly bytes: number;
        readonly value: string | null;
      };
    };
    readonly '/v1/dead-letters/{id}/discard': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly reason: string;
          readonly sequence?: number;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly deadLetterId: string;
        readonly consumer: string;
        readonly topic: string;
        readonly partition: number;
        readonly position: string;
        readonly key: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly errorClass: string;
        readonly error: string;
        readonly attempts: number;
        readonly state: 'dead' | 'replayed' | 'discarded';
        readonly firstAt: string;
        readonly lastAt: string;
        readonly resolvedBy: string | null;
        readonly resolvedAt: string | null;
        readonly resolutionReason: string | null;
        readonly waiting: number;
        readonly requests: readonly ({
          readonly changeRequestId: string;
          readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
          readonly reason: string | null;
          readonly proposedBy: {
            readonly personId: string;
            readonly name: string;
          };
          readonly proposedAt: string;
          readonly expiresAt: string;
          readonly decidedBy: {
            readonly personId: string;
            readonly name: string;
          } | null;
          readonly decidedAt: string | null;
          readonly decisionReason: string | null;
          readonly action: 'replay' | 'discard';
          readonly sequence: number | null;
        })[];
        readonly bytes: number;
        readonly value: string | null;
      };
    };
  };
  readonly problem: Problem;
};
