// Longer than 300 lines: `npm run generate` makes this file from docs/api/packet.json.
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

export type PacketApi = {
  readonly get: {
    readonly '/v1/receivables': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly entity?: string | readonly string[] | undefined;
          readonly 'entity.prefix'?: string | readonly string[] | undefined;
          readonly department?: string | readonly string[] | undefined;
          readonly 'department.prefix'?: string | readonly string[] | undefined;
          readonly deal?: string | readonly string[] | undefined;
          readonly 'deal.prefix'?: string | readonly string[] | undefined;
          readonly client?: string | readonly string[] | undefined;
          readonly 'client.prefix'?: string | readonly string[] | undefined;
          readonly clientId?: string | readonly string[] | undefined;
          readonly buyer?: string | readonly string[] | undefined;
          readonly 'buyer.prefix'?: string | readonly string[] | undefined;
          readonly agent?: string | readonly string[] | undefined;
          readonly 'agent.prefix'?: string | readonly string[] | undefined;
          readonly invoiceNumber?: string | readonly string[] | undefined;
          readonly 'invoiceNumber.prefix'?: string | readonly string[] | undefined;
          readonly 'invoiceDate.gte'?: string | undefined;
          readonly 'invoiceDate.lte'?: string | undefined;
          readonly 'commission.gte'?: string | undefined;
          readonly 'commission.lte'?: string | undefined;
          readonly 'ageDays.gte'?: number | undefined;
          readonly 'ageDays.lte'?: number | undefined;
          readonly 'overdueDays.gte'?: number | undefined;
          readonly 'overdueDays.lte'?: number | undefined;
          readonly currency?: string | readonly string[] | undefined;
          readonly packetName?: string | readonly string[] | undefined;
          readonly 'packetName.prefix'?: string | readonly string[] | undefined;
          readonly packetStatus?: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED' | readonly ('DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED')[] | undefined;
          readonly packetState?: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED' | readonly ('DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED')[] | undefined;
          readonly inPacket?: 'true' | 'false' | undefined;
          readonly writeOffRecommended?: 'true' | 'false' | undefined;
          readonly open?: 'true' | 'false' | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly receivableId: string;
          readonly entity: string;
          readonly department: string;
          readonly deal: string;
          readonly client: {
            readonly id: string;
            readonly number: string;
            readonly name: string;
          };
          readonly buyer: {
            readonly id: string;
            readonly number: string;
            readonly name: string;
          };
          readonly agent: {
            readonly number: string;
            readonly name: string;
          } | null;
          readonly invoiceNumber: string;
          readonly invoiceDate: string;
          readonly dueDate: string;
          readonly ageDays: number;
          readonly overdueDays: number;
          readonly commission: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly open: {
            readonly revenue: {
              readonly amount: string;
              readonly currency: string;
            };
            readonly payable: {
              readonly amount: string;
              readonly currency: string;
            };
            readonly tax: {
              readonly amount: string;
              readonly currency: string;
            };
            readonly fee: {
              readonly amount: string;
              readonly currency: string;
            };
          };
          readonly openItem: boolean;
          readonly writeOffStatusCd: string | null;
          readonly disputeOpen: boolean;
          readonly writeOffRecommended: boolean;
          readonly writeOffRecommendation: {
            readonly reason: string;
            readonly since: string;
          } | null;
          readonly packet: {
            readonly packetId: string;
            readonly name: string;
            readonly packetStatusCd: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
            readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
            readonly currentApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
          } | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/packets': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly name?: string | readonly string[] | undefined;
          readonly 'name.prefix'?: string | readonly string[] | undefined;
          readonly status?: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED' | readonly ('DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED')[] | undefined;
          readonly state?: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED' | readonly ('DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED')[] | undefined;
          readonly clientId?: string | readonly string[] | undefined;
          readonly createdBy?: 'me' | readonly ('me')[] | undefined;
          readonly 'createdAt.gte'?: string | undefined;
          readonly 'createdAt.lte'?: string | undefined;
          readonly 'createdAt.lt'?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly packetId: string;
          readonly version: number;
          readonly name: string;
          readonly client: {
            readonly id: string;
            readonly number: string;
            readonly name: string;
          };
          readonly currency: string;
          readonly defaultCriterion: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
          readonly packetStatusCd: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
          readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
          readonly currentApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
          readonly round: number;
          readonly receivableCount: number;
          readonly totalCommission: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
          readonly baseTotal: {
            readonly amount: string;
            readonly currency: string;
          } | null;
          readonly splitSuspect: {
            readonly amount: string;
            readonly currency: string;
          } | null;
          readonly policyVersion: string | null;
          readonly contentHash: string | null;
          readonly rate: {
            readonly from: string;
            readonly to: string;
            readonly rate: string;
            readonly day: string;
            readonly version: number;
            readonly source: string;
          } | null;
          readonly warnings: readonly ({
            readonly code: 'AGED_BELOW_90_DAYS';
            readonly receivables: number;
          })[];
          readonly approvals: readonly ({
            readonly role: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD';
            readonly by: {
              readonly personId: string;
              readonly name: string;
            };
            readonly at: string;
            readonly comment: string | null;
          })[];
          readonly createdBy: {
            readonly personId: string;
            readonly name: string;
          };
          readonly createdAt: string;
          readonly updatedAt: string;
          readonly submittedBy: {
            readonly personId: string;
            readonly name: string;
          } | null;
          readonly submittedAt: string | null;
          readonly rejection: {
            readonly role: string;
            readonly by: {
              readonly personId: string;
              readonly name: string;
            };
            readonly at: string;
            readonly reason: string;
          } | null;
          readonly cashReceiptId: string | null;
          readonly receiptNo: string | null;
          readonly completedAt: string | null;
          readonly executed: {
            readonly commission: {
              readonly amount: string;
              readonly currency: string;
            };
            readonly outstanding: {
              readonly amount: string;
              readonly currency: string;
            };
            readonly receivableCount: number;
            readonly loweredCount: number;
            readonly droppedCount: number;
          } | null;
          readonly glStatus: 'PENDING' | 'POSTED' | 'REJECTED' | 'UNKNOWN' | 'HELD' | 'AWAITING_APPROVAL' | 'CANCELLED' | 'EXPORTED' | 'POSTED_BY_HAND' | 'NONE' | null;
          readonly recoveryRequestedBy: {
            readonly personId: string;
            readonly name: string;
          } | null;
          readonly recoveryRequestedAt: string | null;
          readonly recoveryKind: 'RECOVERY' | 'CORRECTION' | null;
          readonly recoveryReason: string | null;
          readonly recoveredAt: string | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/approvals': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly clientId?: string | readonly string[] | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly packetId: string;
          readonly version: number;
          readonly name: string;
          readonly client: {
            readonly id: string;
            readonly number: string;
            readonly name: string;
          };
          readonly currency: string;
          readonly defaultCriterion: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
          readonly packetStatusCd: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
          readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
          readonly currentApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
          readonly round: number;
          readonly receivableCount: number;
          readonly totalCommission: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
          readonly baseTotal: {
            readonly amount: string;
            readonly currency: string;
          } | null;
          readonly splitSuspect: {
            readonly amount: string;
            readonly currency: string;
          } | null;
          readonly policyVersion: string | null;
          readonly contentHash: string | null;
          readonly rate: {
            readonly from: string;
            readonly to: string;
            readonly rate: string;
            readonly day: string;
            readonly version: number;
            readonly source: string;
          } | null;
          readonly warnings: readonly ({
            readonly code: 'AGED_BELOW_90_DAYS';
            readonly receivables: number;
          })[];
          readonly approvals: readonly ({
            readonly role: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD';
            readonly by: {
              readonly personId: string;
              readonly name: string;
            };
            readonly at: string;
            readonly comment: string | null;
          })[];
          readonly createdBy: {
            readonly personId: string;
            readonly name: string;
          };
          readonly createdAt: string;
          readonly updatedAt: string;
          readonly submittedBy: {
            readonly personId: string;
            readonly name: string;
          } | null;
          readonly submittedAt: string | null;
          readonly rejection: {
            readonly role: string;
            readonly by: {
              readonly personId: string;
              readonly name: string;
            };
            readonly at: string;
            readonly reason: string;
          } | null;
          readonly cashReceiptId: string | null;
          readonly receiptNo: string | null;
          readonly completedAt: string | null;
          readonly executed: {
            readonly commission: {
              readonly amount: string;
              readonly currency: string;
            };
            readonly outstanding: {
              readonly amount: string;
              readonly currency: string;
            };
            readonly receivableCount: number;
            readonly loweredCount: number;
            readonly droppedCount: number;
          } | null;
          readonly glStatus: 'PENDING' | 'POSTED' | 'REJECTED' | 'UNKNOWN' | 'HELD' | 'AWAITING_APPROVAL' | 'CANCELLED' | 'EXPORTED' | 'POSTED_BY_HAND' | 'NONE' | null;
          readonly recoveryRequestedBy: {
            readonly personId: string;
            readonly name: string;
          } | null;
          readonly recoveryRequestedAt: string | null;
          readonly recoveryKind: 'RECOVERY' | 'CORRECTION' | null;
          readonly recoveryReason: string | null;
          readonly recoveredAt: string | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/packets/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly packetId: string;
        readonly version: number;
        readonly name: string;
        readonly client: {
          readonly id: string;
          readonly number: string;
          readonly name: string;
        };
        readonly currency: string;
        readonly defaultCriterion: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
        readonly packetStatusCd: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly currentApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
        readonly round: number;
        readonly receivableCount: number;
        readonly totalCommission: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly outstanding: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
        readonly baseTotal: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly splitSuspect: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly policyVersion: string | null;
        readonly contentHash: string | null;
        readonly rate: {
          readonly from: string;
          readonly to: string;
          readonly rate: string;
          readonly day: string;
          readonly version: number;
          readonly source: string;
        } | null;
        readonly warnings: readonly ({
          readonly code: 'AGED_BELOW_90_DAYS';
          readonly receivables: number;
        })[];
        readonly approvals: readonly ({
          readonly role: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD';
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly comment: string | null;
        })[];
        readonly createdBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly createdAt: string;
        readonly updatedAt: string;
        readonly submittedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly submittedAt: string | null;
        readonly rejection: {
          readonly role: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly reason: string;
        } | null;
        readonly cashReceiptId: string | null;
        readonly receiptNo: string | null;
        readonly completedAt: string | null;
        readonly executed: {
          readonly commission: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly receivableCount: number;
          readonly loweredCount: number;
          readonly droppedCount: number;
        } | null;
        readonly glStatus: 'PENDING' | 'POSTED' | 'REJECTED' | 'UNKNOWN' | 'HELD' | 'AWAITING_APPROVAL' | 'CANCELLED' | 'EXPORTED' | 'POSTED_BY_HAND' | 'NONE' | null;
        readonly recoveryRequestedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly recoveryRequestedAt: string | null;
        readonly recoveryKind: 'RECOVERY' | 'CORRECTION' | null;
        readonly recoveryReason: string | null;
        readonly recoveredAt: string | null;
      };
    };
    readonly '/v1/packets/{id}/history': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly action?: 'CREATE' | 'EDIT' | 'SUBMIT' | 'RESUBMIT' | 'APPROVE' | 'REJECT' | 'CANCEL' | 'DELETE' | 'EXECUTE' | 'COMPLETE' | 'EXECUTION_REFUSED' | 'RECOVER' | 'RECOVERY_REFUSED' | readonly ('CREATE' | 'EDIT' | 'SUBMIT' | 'RESUBMIT' | 'APPROVE' | 'REJECT' | 'CANCEL' | 'DELETE' | 'EXECUTE' | 'COMPLETE' | 'EXECUTION_REFUSED' | 'RECOVER' | 'RECOVERY_REFUSED')[] | undefined;
          readonly 'at.gte'?: string | undefined;
          readonly 'at.lte'?: string | undefined;
          readonly 'at.lt'?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly version: number;
          readonly from: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED' | null;
          readonly to: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED' | null;
          readonly action: 'CREATE' | 'EDIT' | 'SUBMIT' | 'RESUBMIT' | 'APPROVE' | 'REJECT' | 'CANCEL' | 'DELETE' | 'EXECUTE' | 'COMPLETE' | 'EXECUTION_REFUSED' | 'RECOVER' | 'RECOVERY_REFUSED';
          readonly by: {
            readonly personId: string;
            readonly name: string;
          } | null;
          readonly role: string | null;
          readonly comment: string | null;
          readonly at: string;
          readonly detail: unknown;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/packets/{id}/refused-attempts': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly action: string;
          readonly reason: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly version: number | null;
          readonly at: string;
          readonly detail: unknown;
        })[];
      };
    };
    readonly '/v1/packets/{id}/receivables': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly invoiceNumber?: string | readonly string[] | undefined;
          readonly 'invoiceNumber.prefix'?: string | readonly string[] | undefined;
          readonly 'invoiceDate.gte'?: string | undefined;
          readonly 'invoiceDate.lte'?: string | undefined;
          readonly 'overdueDays.gte'?: number | undefined;
          readonly 'overdueDays.lte'?: number | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly receivableId: string;
          readonly invoiceNumber: string;
          readonly invoiceDate: string;
          readonly dueDate: string;
          readonly ageDays: number;
          readonly overdueDays: number;
          readonly entity: string;
          readonly department: string;
          readonly deal: string;
          readonly debtor: string;
          readonly commission: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly warnings: readonly ('AGED_BELOW_90_DAYS')[];
          readonly outcome: 'AS_APPROVED' | 'LOWERED' | 'DROPPED' | 'NOT_STATED' | null;
          readonly executed: {
            readonly amount: string;
            readonly currency: string;
          } | null;
          readonly criterion: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
          readonly ownCriterion: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
          readonly usePacketDocument: boolean;
          readonly documents: number;
          readonly comment: string | null;
          readonly writeOffStatusCd: string | null;
          readonly openItem: boolean;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/packets/{id}/comments': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly receivableId: string | null;
          readonly version: number;
          readonly text: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly packetStatusCd: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
          readonly packetVersion: number;
        })[];
      };
    };
    readonly '/v1/packets/{id}/documents': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly documentId: string;
          readonly receivableId: string | null;
          readonly kind: 'COLLECTION_LOG' | 'CLIENT_COMMUNICATION' | 'LEGAL_DOCUMENT' | 'COURT_DOCUMENT' | 'WRITTEN_AGENT_REQUEST';
          readonly fileName: string;
          readonly mediaType: string;
          readonly sizeBytes: number;
          readonly sha256: string;
          readonly uploadedBy: {
            readonly personId: string;
            readonly name: string;
          };
          readonly uploadedAt: string;
        })[];
      };
    };
    readonly '/v1/documents/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: string;
    };
    readonly '/v1/packets/{id}/submissions': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly attempt: number;
          readonly round: number;
          readonly version: number;
          readonly versionSeen: number;
          readonly name: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly on: string;
          readonly receivableCount: number;
          readonly commission: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly baseTotal: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly rate: {
            readonly from: string;
            readonly to: string;
            readonly rate: string;
            readonly day: string;
            readonly version: number;
            readonly source: string;
          } | null;
          readonly split: {
            readonly total: {
              readonly amount: string;
              readonly currency: string;
            };
            readonly submissions: number;
          };
          readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
          readonly policies: readonly ({
            readonly entity: string;
            readonly policy: string;
            readonly version: number;
          })[];
          readonly contentHash: string;
          readonly dossierHash: string;
          readonly decisions: readonly ({
            readonly decision: 'APPROVE' | 'REJECT';
            readonly role: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD';
            readonly by: {
              readonly personId: string;
              readonly name: string;
            };
            readonly at: string;
            readonly versionSeen: number;
            readonly comment: string | null;
          })[];
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/packets/{id}/submissions/{attempt}/receivables': {
      readonly call: {
        readonly path: {
          readonly id: string;
          readonly attempt: number;
        };
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly receivableId: string;
          readonly invoiceNumber: string;
          readonly invoiceDate: string;
          readonly dueDate: string;
          readonly entity: string;
          readonly department: string;
          readonly deal: string;
          readonly commission: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly criterion: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST';
          readonly usePacketDocument: boolean;
          readonly warnings: readonly ('AGED_BELOW_90_DAYS')[];
          readonly comment: string | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/packets/{id}/submissions/{attempt}/documents': {
      readonly call: {
        readonly path: {
          readonly id: string;
          readonly attempt: number;
        };
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly documentId: string;
          readonly receivableId: string | null;
          readonly kind: 'COLLECTION_LOG' | 'CLIENT_COMMUNICATION' | 'LEGAL_DOCUMENT' | 'COURT_DOCUMENT' | 'WRITTEN_AGENT_REQUEST';
          readonly sha256: string;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/people/imports': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly state?: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED' | readonly ('PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED')[] | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly peopleImportId: string;
          readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
          readonly counts: {
            readonly new: number;
            readonly changed: number;
            readonly unchanged: number;
            readonly signInsMoved: number;
          };
          readonly proposedBy: {
            readonly personId: string;
            readonly name: string;
          };
          readonly proposedAt: string;
          readonly decidedBy: {
            readonly personId: string;
            readonly name: string;
          } | null;
          readonly decidedAt: string | null;
          readonly reason: string | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/people/imports/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly peopleImportId: string;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly counts: {
          readonly new: number;
          readonly changed: number;
          readonly unchanged: number;
          readonly signInsMoved: number;
        };
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly reason: string | null;
        readonly beneficiaries: readonly string[];
        readonly changes: readonly ({
          readonly line: number;
          readonly effect: 'NEW' | 'CHANGED' | 'UNCHANGED';
          readonly signInsMoved: readonly ({
            readonly issuer: string;
            readonly subject: string;
            readonly from: {
              readonly personId: string;
              readonly name: string;
            };
          })[];
          readonly personId: string | null;
          readonly before: {
            readonly displayName: string;
            readonly email: string;
            readonly employeeNumber: string | null;
            readonly active: boolean;
            readonly identities: readonly ({
              readonly issuer: string;
              readonly subject: string;
            })[];
            readonly roles: readonly ({
              readonly role: 'CLIENT_ACCOUNTING' | 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | 'CASE_OWNER' | 'COLLECTIONS_LEAD' | 'GL_ACCOUNTANT' | 'AUDITOR' | 'EXECUTIVE' | 'OPERATOR' | 'ADMIN';
              readonly entity: string | null;
              readonly department: string | null;
              readonly clientId: string | null;
              readonly validFrom: string;
              readonly validUntil: string | null;
              readonly exception: {
                readonly reason: string;
                readonly until: string;
              } | null;
            })[];
          } | null;
          readonly after: {
            readonly displayName: string;
            readonly email: string;
            readonly employeeNumber: string | null;
            readonly active: boolean;
            readonly identities: readonly ({
              readonly issuer: string;
              readonly subject: string;
            })[];
            readonly roles: readonly ({
              readonly role: 'CLIENT_ACCOUNTING' | 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | 'CASE_OWNER' | 'COLLECTIONS_LEAD' | 'GL_ACCOUNTANT' | 'AUDITOR' | 'EXECUTIVE' | 'OPERATOR' | 'ADMIN';
              readonly entity: string | null;
              readonly department: string | null;
              readonly clientId: string | null;
              readonly validFrom: string;
              readonly validUntil: string | null;
              readonly exception: {
                readonly reason: string;
                readonly until: string;
              } | null;
            })[];
          };
        })[];
        readonly refusedAttempts: readonly ({
          readonly action: string;
          readonly reason: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
        })[];
      };
    };
    readonly '/v1/people': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly name?: string | readonly string[] | undefined;
          readonly 'name.prefix'?: string | readonly string[] | undefined;
          readonly active?: 'true' | 'false' | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly personId: string;
          readonly displayName: string;
          readonly active: boolean;
          readonly email: string | null;
          readonly employeeNumber: string | null;
          readonly oneWith: readonly string[] | null;
          readonly roles: readonly ({
            readonly role: 'CLIENT_ACCOUNTING' | 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | 'CASE_OWNER' | 'COLLECTIONS_LEAD' | 'GL_ACCOUNTANT' | 'AUDITOR' | 'EXECUTIVE' | 'OPERATOR' | 'ADMIN';
            readonly entity: string | null;
            readonly department: string | null;
            readonly clientId: string | null;
            readonly validFrom: string;
            readonly validUntil: string | null;
            readonly exception: {
              readonly reason: string;
              readonly until: string;
            } | null;
          })[] | null;
          readonly conflicts: readonly ({
            readonly one: 'CLIENT_ACCOUNTING' | 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | 'CASE_OWNER' | 'COLLECTIONS_LEAD' | 'GL_ACCOUNTANT' | 'AUDITOR' | 'EXECUTIVE' | 'OPERATOR' | 'ADMIN';
            readonly other: 'CLIENT_ACCOUNTING' | 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | 'CASE_OWNER' | 'COLLECTIONS_LEAD' | 'GL_ACCOUNTANT' | 'AUDITOR' | 'EXECUTIVE' | 'OPERATOR' | 'ADMIN';
            readonly exception: {
              readonly reason: string;
              readonly until: string;
            } | null;
          })[] | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/people/look-alikes': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly person: {
            readonly personId: string;
            readonly displayName: string;
            readonly email: string;
            readonly employeeNumber: string | null;
            readonly active: boolean;
          };
          readonly other: {
            readonly personId: string;
            readonly displayName: string;
            readonly email: string;
            readonly employeeNumber: string | null;
            readonly active: boolean;
          };
          readonly sameName: boolean;
          readonly sameMailbox: boolean;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/people/sign-ins': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly mismatch?: 'true' | 'false' | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly issuer: string;
          readonly subject: string;
          readonly personId: string;
          readonly displayName: string;
          readonly email: string;
          readonly tokenEmail: string | null;
          readonly tokenEmailVerified: boolean | null;
          readonly mismatch: boolean;
          readonly lastSeenAt: string;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/role-assignments': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly on?: string | readonly string[] | undefined;
          readonly role?: 'CLIENT_ACCOUNTING' | 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | 'CASE_OWNER' | 'COLLECTIONS_LEAD' | 'GL_ACCOUNTANT' | 'AUDITOR' | 'EXECUTIVE' | 'OPERATOR' | 'ADMIN' | readonly ('CLIENT_ACCOUNTING' | 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | 'CASE_OWNER' | 'COLLECTIONS_LEAD' | 'GL_ACCOUNTANT' | 'AUDITOR' | 'EXECUTIVE' | 'OPERATOR' | 'ADMIN')[] | undefined;
          readonly personId?: string | readonly string[] | undefined;
          readonly standing?: 'true' | 'false' | undefined;
          readonly exception?: 'true' | 'false' | undefined;
          readonly format?: 'json' | 'csv' | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly roleAssignmentId: string;
          readonly person: {
            readonly personId: string;
            readonly name: string;
            readonly email: string;
            readonly active: boolean;
          };
          readonly role: 'CLIENT_ACCOUNTING' | 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | 'CASE_OWNER' | 'COLLECTIONS_LEAD' | 'GL_ACCOUNTANT' | 'AUDITOR' | 'EXECUTIVE' | 'OPERATOR' | 'ADMIN';
          readonly entity: string | null;
          readonly department: string | null;
          readonly clientId: string | null;
          readonly validFrom: string;
          readonly validUntil: string | null;
          readonly exception: {
            readonly reason: string;
            readonly until: string;
          } | null;
          readonly granted: {
            readonly changeRequestId: string | null;
            readonly proposedBy: {
              readonly personId: string;
              readonly name: string;
            } | null;
            readonly approvedBy: {
              readonly personId: string;
              readonly name: string;
            } | null;
            readonly at: string;
            readonly on: string;
          };
          readonly ended: {
            readonly changeRequestId: string | null;
            readonly proposedBy: {
              readonly personId: string;
              readonly name: string;
            } | null;
            readonly approvedBy: {
              readonly personId: string;
              readonly name: string;
            } | null;
            readonly at: string;
            readonly on: string;
          } | null;
          readonly conflictsWith: readonly ('CLIENT_ACCOUNTING' | 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | 'CASE_OWNER' | 'COLLECTIONS_LEAD' | 'GL_ACCOUNTANT' | 'AUDITOR' | 'EXECUTIVE' | 'OPERATOR' | 'ADMIN')[];
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/policies': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly entity?: string | readonly string[] | undefined;
          readonly 'entity.prefix'?: string | readonly string[] | undefined;
          readonly 'validFrom.gte'?: string | undefined;
          readonly 'validFrom.lte'?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly entity: string;
          readonly version: number;
          readonly validFrom: string;
          readonly steps: readonly ({
            readonly role: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD';
            readonly from: {
              readonly amount: string;
              readonly currency: string;
            } | null;
            readonly above: {
              readonly amount: string;
              readonly currency: string;
            } | null;
          })[];
          readonly base: 'COMMISSION' | 'WHOLE_AMOUNT';
          readonly splitDays: number;
          readonly proposedBy: {
            readonly personId: string;
            readonly name: string;
          } | null;
          readonly approvedBy: {
            readonly personId: string;
            readonly name: string;
          } | null;
          readonly replacedBy: number | null;
          readonly changeRequestId: string | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/rates': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly from?: string | readonly string[] | undefined;
          readonly 'from.prefix'?: string | readonly string[] | undefined;
          readonly to?: string | readonly string[] | undefined;
          readonly 'to.prefix'?: string | readonly string[] | undefined;
          readonly 'day.gte'?: string | undefined;
          readonly 'day.lte'?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly fxRateId: string;
          readonly from: string;
          readonly to: string;
          readonly day: string;
          readonly rate: string;
          readonly version: number;
          readonly source: string;
          readonly listedAt: string;
          readonly changeRequestId: string | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
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
    readonly '/v1/change-requests': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly kind?: string | readonly string[] | undefined;
          readonly 'kind.prefix'?: string | readonly string[] | undefined;
          readonly state?: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED' | readonly ('PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED')[] | undefined;
          readonly subject?: string | readonly string[] | undefined;
          readonly 'subject.prefix'?: string | readonly string[] | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly changeRequestId: string;
          readonly kind: string;
          readonly subject: string | null;
          readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
          readonly reason: string | null;
          readonly validFrom: string | null;
          readonly proposedBy: {
            readonly personId: string;
            readonly name: string;
          };
          readonly proposedAt: string;
          readonly expiresAt: string;
          readonly aloneFrom: string | null;
          readonly beneficiaries: readonly string[];
          readonly contentHash: string;
          readonly decidedBy: {
            readonly personId: string;
            readonly name: string;
          } | null;
          readonly decidedAt: string | null;
          readonly decisionReason: string | null;
          readonly alone: boolean;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/change-requests/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
        readonly payload: unknown;
        readonly before: unknown;
        readonly refusedAttempts: readonly ({
          readonly action: 'APPROVE' | 'REJECT' | 'WITHDRAW';
          readonly reason: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
        })[];
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
    readonly '/v1/packets': {
      readonly call: {
        readonly body: {
          readonly name: string;
          readonly clientId?: string;
          readonly currency?: string;
          readonly defaultCriterion?: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST';
          readonly receivableIds?: readonly string[];
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly packetId: string;
        readonly version: number;
        readonly name: string;
        readonly client: {
          readonly id: string;
          readonly number: string;
          readonly name: string;
        };
        readonly currency: string;
        readonly defaultCriterion: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
        readonly packetStatusCd: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly currentApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
        readonly round: number;
        readonly receivableCount: number;
        readonly totalCommission: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly outstanding: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
        readonly baseTotal: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly splitSuspect: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly policyVersion: string | null;
        readonly contentHash: string | null;
        readonly rate: {
          readonly from: string;
          readonly to: string;
          readonly rate: string;
          readonly day: string;
          readonly version: number;
          readonly source: string;
        } | null;
        readonly warnings: readonly ({
          readonly code: 'AGED_BELOW_90_DAYS';
          readonly receivables: number;
        })[];
        readonly approvals: readonly ({
          readonly role: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD';
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly comment: string | null;
        })[];
        readonly createdBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly createdAt: string;
        readonly updatedAt: string;
        readonly submittedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly submittedAt: string | null;
        readonly rejection: {
          readonly role: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly reason: string;
        } | null;
        readonly cashReceiptId: string | null;
        readonly receiptNo: string | null;
        readonly completedAt: string | null;
        readonly executed: {
          readonly commission: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly receivableCount: number;
          readonly loweredCount: number;
          readonly droppedCount: number;
        } | null;
        readonly glStatus: 'PENDING' | 'POSTED' | 'REJECTED' | 'UNKNOWN' | 'HELD' | 'AWAITING_APPROVAL' | 'CANCELLED' | 'EXPORTED' | 'POSTED_BY_HAND' | 'NONE' | null;
        readonly recoveryRequestedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly recoveryRequestedAt: string | null;
        readonly recoveryKind: 'RECOVERY' | 'CORRECTION' | null;
        readonly recoveryReason: string | null;
        readonly recoveredAt: string | null;
      };
    };
    readonly '/v1/packets/{id}/receivables': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly receivableIds: readonly string[];
          readonly criterion?: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
          readonly usePacketDocument?: boolean;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly packetId: string;
        readonly version: number;
        readonly name: string;
        readonly client: {
          readonly id: string;
          readonly number: string;
          readonly name: string;
        };
        readonly currency: string;
        readonly defaultCriterion: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
        readonly packetStatusCd: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly currentApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
        readonly round: number;
        readonly receivableCount: number;
        readonly totalCommission: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly outstanding: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
        readonly baseTotal: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly splitSuspect: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly policyVersion: string | null;
        readonly contentHash: string | null;
        readonly rate: {
          readonly from: string;
          readonly to: string;
          readonly rate: string;
          readonly day: string;
          readonly version: number;
          readonly source: string;
        } | null;
        readonly warnings: readonly ({
          readonly code: 'AGED_BELOW_90_DAYS';
          readonly receivables: number;
        })[];
        readonly approvals: readonly ({
          readonly role: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD';
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly comment: string | null;
        })[];
        readonly createdBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly createdAt: string;
        readonly updatedAt: string;
        readonly submittedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly submittedAt: string | null;
        readonly rejection: {
          readonly role: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly reason: string;
        } | null;
        readonly cashReceiptId: string | null;
        readonly receiptNo: string | null;
        readonly completedAt: string | null;
        readonly executed: {
          readonly commission: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly receivableCount: number;
          readonly loweredCount: number;
          readonly droppedCount: number;
        } | null;
        readonly glStatus: 'PENDING' | 'POSTED' | 'REJECTED' | 'UNKNOWN' | 'HELD' | 'AWAITING_APPROVAL' | 'CANCELLED' | 'EXPORTED' | 'POSTED_BY_HAND' | 'NONE' | null;
        readonly recoveryRequestedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly recoveryRequestedAt: string | null;
        readonly recoveryKind: 'RECOVERY' | 'CORRECTION' | null;
        readonly recoveryReason: string | null;
        readonly recoveredAt: string | null;
      };
    };
    readonly '/v1/packets/{id}/comments': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly receivableId?: string;
          readonly text: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly receivableId: string | null;
        readonly version: number;
        readonly text: string;
        readonly by: {
          readonly personId: string;
          readonly name: string;
        };
        readonly at: string;
        readonly packetStatusCd: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly packetVersion: number;
      };
    };
    readonly '/v1/packets/{id}/documents': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly query: {
          readonly kind: 'COLLECTION_LOG' | 'CLIENT_COMMUNICATION' | 'LEGAL_DOCUMENT' | 'COURT_DOCUMENT' | 'WRITTEN_AGENT_REQUEST';
          readonly fileName: string;
          readonly receivableId?: string | undefined;
        };
        readonly upload: {
          readonly bytes: Blob | string;
          readonly type: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly documentId: string;
        readonly receivableId: string | null;
        readonly kind: 'COLLECTION_LOG' | 'CLIENT_COMMUNICATION' | 'LEGAL_DOCUMENT' | 'COURT_DOCUMENT' | 'WRITTEN_AGENT_REQUEST';
        readonly fileName: string;
        readonly mediaType: string;
        readonly sizeBytes: number;
        readonly sha256: string;
        readonly uploadedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly uploadedAt: string;
      };
    };
    readonly '/v1/packets/{id}/submission': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {};
        readonly ifMatch: number;
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly packetId: string;
        readonly version: number;
        readonly name: string;
        readonly client: {
          readonly id: string;
          readonly number: string;
          readonly name: string;
        };
        readonly currency: string;
        readonly defaultCriterion: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
        readonly packetStatusCd: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly currentApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
        readonly round: number;
        readonly receivableCount: number;
        readonly totalCommission: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly outstanding: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
        readonly baseTotal: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly splitSuspect: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly policyVersion: string | null;
        readonly contentHash: string | null;
        readonly rate: {
          readonly from: string;
          readonly to: string;
          readonly rate: string;
          readonly day: string;
          readonly version: number;
          readonly source: string;
        } | null;
        readonly warnings: readonly ({
          readonly code: 'AGED_BELOW_90_DAYS';
          readonly receivables: number;
        })[];
        readonly approvals: readonly ({
          readonly role: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD';
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly comment: string | null;
        })[];
        readonly createdBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly createdAt: string;
        readonly updatedAt: string;
        readonly submittedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly submittedAt: string | null;
        readonly rejection: {
          readonly role: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly reason: string;
        } | null;
        readonly cashReceiptId: string | null;
        readonly receiptNo: string | null;
        readonly completedAt: string | null;
        readonly executed: {
          readonly commission: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly receivableCount: number;
          readonly loweredCount: number;
          readonly droppedCount: number;
        } | null;
        readonly glStatus: 'PENDING' | 'POSTED' | 'REJECTED' | 'UNKNOWN' | 'HELD' | 'AWAITING_APPROVAL' | 'CANCELLED' | 'EXPORTED' | 'POSTED_BY_HAND' | 'NONE' | null;
        readonly recoveryRequestedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly recoveryRequestedAt: string | null;
        readonly recoveryKind: 'RECOVERY' | 'CORRECTION' | null;
        readonly recoveryReason: string | null;
        readonly recoveredAt: string | null;
      };
    };
    readonly '/v1/packets/{id}/submission/preview': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {};
        readonly ifMatch: number;
      };
      readonly answer: {
        readonly action: string;
        readonly from: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED' | null;
        readonly to: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED' | null;
        readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly round: number;
        readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
        readonly nextApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
        readonly nextApprovers: readonly ({
          readonly personId: string;
          readonly name: string;
        })[];
        readonly signedBy: readonly ({
          readonly personId: string;
          readonly name: string;
          readonly role: string;
        })[];
        readonly receivableCount: number;
        readonly totalCommission: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly baseTotal: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly splitSuspect: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly policyVersion: string | null;
        readonly recoveryKind: 'RECOVERY' | 'CORRECTION' | null;
        readonly warnings: readonly ({
          readonly code: 'AGED_BELOW_90_DAYS';
          readonly receivableId: string;
          readonly invoiceNumber: string;
          readonly message: string;
        })[];
        readonly reversible: string;
      };
    };
    readonly '/v1/packets/{id}/decisions': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly decision: 'APPROVE' | 'REJECT';
          readonly comment?: string;
        };
        readonly ifMatch: number;
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly packetId: string;
        readonly version: number;
        readonly name: string;
        readonly client: {
          readonly id: string;
          readonly number: string;
          readonly name: string;
        };
        readonly currency: string;
        readonly defaultCriterion: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
        readonly packetStatusCd: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly currentApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
        readonly round: number;
        readonly receivableCount: number;
        readonly totalCommission: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly outstanding: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
        readonly baseTotal: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly splitSuspect: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly policyVersion: string | null;
        readonly contentHash: string | null;
        readonly rate: {
          readonly from: string;
          readonly to: string;
          readonly rate: string;
          readonly day: string;
          readonly version: number;
          readonly source: string;
        } | null;
        readonly warnings: readonly ({
          readonly code: 'AGED_BELOW_90_DAYS';
          readonly receivables: number;
        })[];
        readonly approvals: readonly ({
          readonly role: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD';
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly comment: string | null;
        })[];
        readonly createdBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly createdAt: string;
        readonly updatedAt: string;
        readonly submittedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly submittedAt: string | null;
        readonly rejection: {
          readonly role: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly reason: string;
        } | null;
        readonly cashReceiptId: string | null;
        readonly receiptNo: string | null;
        readonly completedAt: string | null;
        readonly executed: {
          readonly commission: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly receivableCount: number;
          readonly loweredCount: number;
          readonly droppedCount: number;
        } | null;
        readonly glStatus: 'PENDING' | 'POSTED' | 'REJECTED' | 'UNKNOWN' | 'HELD' | 'AWAITING_APPROVAL' | 'CANCELLED' | 'EXPORTED' | 'POSTED_BY_HAND' | 'NONE' | null;
        readonly recoveryRequestedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly recoveryRequestedAt: string | null;
        readonly recoveryKind: 'RECOVERY' | 'CORRECTION' | null;
        readonly recoveryReason: string | null;
        readonly recoveredAt: string | null;
      };
    };
    readonly '/v1/packets/{id}/decisions/preview': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly decision: 'APPROVE' | 'REJECT';
          readonly comment?: string;
        };
        readonly ifMatch: number;
      };
      readonly answer: {
        readonly action: string;
        readonly from: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED' | null;
        readonly to: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED' | null;
        readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly round: number;
        readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
        readonly nextApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
        readonly nextApprovers: readonly ({
          readonly personId: string;
          readonly name: string;
        })[];
        readonly signedBy: readonly ({
          readonly personId: string;
          readonly name: string;
          readonly role: string;
        })[];
        readonly receivableCount: number;
        readonly totalCommission: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly baseTotal: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly splitSuspect: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly policyVersion: string | null;
        readonly recoveryKind: 'RECOVERY' | 'CORRECTION' | null;
        readonly warnings: readonly ({
          readonly code: 'AGED_BELOW_90_DAYS';
          readonly receivableId: string;
          readonly invoiceNumber: string;
          readonly message: string;
        })[];
        readonly reversible: string;
      };
    };
    readonly '/v1/packets/{id}/cancellation': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly comment?: string;
        };
        readonly ifMatch: number;
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly packetId: string;
        readonly version: number;
        readonly name: string;
        readonly client: {
          readonly id: string;
          readonly number: string;
          readonly name: string;
        };
        readonly currency: string;
        readonly defaultCriterion: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
        readonly packetStatusCd: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly currentApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
        readonly round: number;
        readonly receivableCount: number;
        readonly totalCommission: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly outstanding: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
        readonly baseTotal: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly splitSuspect: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly policyVersion: string | null;
        readonly contentHash: string | null;
        readonly rate: {
          readonly from: string;
          readonly to: string;
          readonly rate: string;
          readonly day: string;
          readonly version: number;
          readonly source: string;
        } | null;
        readonly warnings: readonly ({
          readonly code: 'AGED_BELOW_90_DAYS';
          readonly receivables: number;
        })[];
        readonly approvals: readonly ({
          readonly role: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD';
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly comment: string | null;
        })[];
        readonly createdBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly createdAt: string;
        readonly updatedAt: string;
        readonly submittedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly submittedAt: string | null;
        readonly rejection: {
          readonly role: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly reason: string;
        } | null;
        readonly cashReceiptId: string | null;
        readonly receiptNo: string | null;
        readonly completedAt: string | null;
        readonly executed: {
          readonly commission: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly receivableCount: number;
          readonly loweredCount: number;
          readonly droppedCount: number;
        } | null;
        readonly glStatus: 'PENDING' | 'POSTED' | 'REJECTED' | 'UNKNOWN' | 'HELD' | 'AWAITING_APPROVAL' | 'CANCELLED' | 'EXPORTED' | 'POSTED_BY_HAND' | 'NONE' | null;
        readonly recoveryRequestedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly recoveryRequestedAt: string | null;
        readonly recoveryKind: 'RECOVERY' | 'CORRECTION' | null;
        readonly recoveryReason: string | null;
        readonly recoveredAt: string | null;
      };
    };
    readonly '/v1/packets/{id}/cancellation/preview': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly comment?: string;
        };
        readonly ifMatch: number;
      };
      readonly answer: {
        readonly action: string;
        readonly from: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED' | null;
        readonly to: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED' | null;
        readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly round: number;
        readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
        readonly nextApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
        readonly nextApprovers: readonly ({
          readonly personId: string;
          readonly name: string;
        })[];
        readonly signedBy: readonly ({
          readonly personId: string;
          readonly name: string;
          readonly role: string;
        })[];
        readonly receivableCount: number;
        readonly totalCommission: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly baseTotal: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly splitSuspect: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly policyVersion: string | null;
        readonly recoveryKind: 'RECOVERY' | 'CORRECTION' | null;
        readonly warnings: readonly ({
          readonly code: 'AGED_BELOW_90_DAYS';
          readonly receivableId: string;
          readonly invoiceNumber: string;
          readonly message: string;
        })[];
        readonly reversible: string;
      };
    };
    readonly '/v1/packets/{id}/recovery': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly kind?: 'RECOVERY' | 'CORRECTION';
          readonly reason?: string;
        };
        readonly ifMatch: number;
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly packetId: string;
        readonly version: number;
        readonly name: string;
        readonly client: {
          readonly id: string;
          readonly number: string;
          readonly name: string;
        };
        readonly currency: string;
        readonly defaultCriterion: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
        readonly packetStatusCd: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly currentApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
        readonly round: number;
        readonly receivableCount: number;
        readonly totalCommission: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly outstanding: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
        readonly baseTotal: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly splitSuspect: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly policyVersion: string | null;
        readonly contentHash: string | null;
        readonly rate: {
          readonly from: string;
          readonly to: string;
          readonly rate: string;
          readonly day: string;
          readonly version: number;
          readonly source: string;
        } | null;
        readonly warnings: readonly ({
          readonly code: 'AGED_BELOW_90_DAYS';
          readonly receivables: number;
        })[];
        readonly approvals: readonly ({
          readonly role: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD';
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly comment: string | null;
        })[];
        readonly createdBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly createdAt: string;
        readonly updatedAt: string;
        readonly submittedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly submittedAt: string | null;
        readonly rejection: {
          readonly role: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly reason: string;
        } | null;
        readonly cashReceiptId: string | null;
        readonly receiptNo: string | null;
        readonly completedAt: string | null;
        readonly executed: {
          readonly commission: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly receivableCount: number;
          readonly loweredCount: number;
          readonly droppedCount: number;
        } | null;
        readonly glStatus: 'PENDING' | 'POSTED' | 'REJECTED' | 'UNKNOWN' | 'HELD' | 'AWAITING_APPROVAL' | 'CANCELLED' | 'EXPORTED' | 'POSTED_BY_HAND' | 'NONE' | null;
        readonly recoveryRequestedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly recoveryRequestedAt: string | null;
        readonly recoveryKind: 'RECOVERY' | 'CORRECTION' | null;
        readonly recoveryReason: string | null;
        readonly recoveredAt: string | null;
      };
    };
    readonly '/v1/packets/{id}/recovery/preview': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly kind?: 'RECOVERY' | 'CORRECTION';
          readonly reason?: string;
        };
        readonly ifMatch: number;
      };
      readonly answer: {
        readonly action: string;
        readonly from: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED' | null;
        readonly to: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED' | null;
        readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly round: number;
        readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
        readonly nextApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
        readonly nextApprovers: readonly ({
          readonly personId: string;
          readonly name: string;
        })[];
        readonly signedBy: readonly ({
          readonly personId: string;
          readonly name: string;
          readonly role: string;
        })[];
        readonly receivableCount: number;
        readonly totalCommission: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly baseTotal: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly splitSuspect: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly policyVersion: string | null;
        readonly recoveryKind: 'RECOVERY' | 'CORRECTION' | null;
        readonly warnings: readonly ({
          readonly code: 'AGED_BELOW_90_DAYS';
          readonly receivableId: string;
          readonly invoiceNumber: string;
          readonly message: string;
        })[];
        readonly reversible: string;
      };
    };
    readonly '/v1/people/imports': {
      readonly call: {
        readonly upload: {
          readonly bytes: Blob | string;
          readonly type: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly peopleImportId: string;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly counts: {
          readonly new: number;
          readonly changed: number;
          readonly unchanged: number;
          readonly signInsMoved: number;
        };
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly reason: string | null;
        readonly beneficiaries: readonly string[];
        readonly changes: readonly ({
          readonly line: number;
          readonly effect: 'NEW' | 'CHANGED' | 'UNCHANGED';
          readonly signInsMoved: readonly ({
            readonly issuer: string;
            readonly subject: string;
            readonly from: {
              readonly personId: string;
              readonly name: string;
            };
          })[];
          readonly personId: string | null;
          readonly before: {
            readonly displayName: string;
            readonly email: string;
            readonly employeeNumber: string | null;
            readonly active: boolean;
            readonly identities: readonly ({
              readonly issuer: string;
              readonly subject: string;
            })[];
            readonly roles: readonly ({
              readonly role: 'CLIENT_ACCOUNTING' | 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | 'CASE_OWNER' | 'COLLECTIONS_LEAD' | 'GL_ACCOUNTANT' | 'AUDITOR' | 'EXECUTIVE' | 'OPERATOR' | 'ADMIN';
              readonly entity: string | null;
              readonly department: string | null;
              readonly clientId: string | null;
              readonly validFrom: string;
              readonly validUntil: string | null;
              readonly exception: {
                readonly reason: string;
                readonly until: string;
              } | null;
            })[];
          } | null;
          readonly after: {
            readonly displayName: string;
            readonly email: string;
            readonly employeeNumber: string | null;
            readonly active: boolean;
            readonly identities: readonly ({
              readonly issuer: string;
              readonly subject: string;
            })[];
            readonly roles: readonly ({
              readonly role: 'CLIENT_ACCOUNTING' | 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | 'CASE_OWNER' | 'COLLECTIONS_LEAD' | 'GL_ACCOUNTANT' | 'AUDITOR' | 'EXECUTIVE' | 'OPERATOR' | 'ADMIN';
              readonly entity: string | null;
              readonly department: string | null;
              readonly clientId: string | null;
              readonly validFrom: string;
              readonly validUntil: string | null;
              readonly exception: {
                readonly reason: string;
                readonly until: string;
              } | null;
            })[];
          };
        })[];
        readonly refusedAttempts: readonly ({
          readonly action: string;
          readonly reason: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
        })[];
      };
    };
    readonly '/v1/people/imports/preview': {
      readonly call: {
        readonly upload: {
          readonly bytes: Blob | string;
          readonly type: string;
        };
      };
      readonly answer: {
        readonly peopleImportId: string;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly counts: {
          readonly new: number;
          readonly changed: number;
          readonly unchanged: number;
          readonly signInsMoved: number;
        };
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly reason: string | null;
        readonly beneficiaries: readonly string[];
        readonly changes: readonly ({
          readonly line: number;
          readonly effect: 'NEW' | 'CHANGED' | 'UNCHANGED';
          readonly signInsMoved: readonly ({
            readonly issuer: string;
            readonly subject: string;
            readonly from: {
              readonly personId: string;
              readonly name: string;
            };
          })[];
          readonly personId: string | null;
          readonly before: {
            readonly displayName: string;
            readonly email: string;
            readonly employeeNumber: string | null;
            readonly active: boolean;
            readonly identities: readonly ({
              readonly issuer: string;
              readonly subject: string;
            })[];
            readonly roles: readonly ({
              readonly role: 'CLIENT_ACCOUNTING' | 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | 'CASE_OWNER' | 'COLLECTIONS_LEAD' | 'GL_ACCOUNTANT' | 'AUDITOR' | 'EXECUTIVE' | 'OPERATOR' | 'ADMIN';
              readonly entity: string | null;
              readonly department: string | null;
              readonly clientId: string | null;
              readonly validFrom: string;
              readonly validUntil: string | null;
              readonly exception: {
                readonly reason: string;
                readonly until: string;
              } | null;
            })[];
          } | null;
          readonly after: {
            readonly displayName: string;
            readonly email: string;
            readonly employeeNumber: string | null;
            readonly active: boolean;
            readonly identities: readonly ({
              readonly issuer: string;
              readonly subject: string;
            })[];
            readonly roles: readonly ({
              readonly role: 'CLIENT_ACCOUNTING' | 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | 'CASE_OWNER' | 'COLLECTIONS_LEAD' | 'GL_ACCOUNTANT' | 'AUDITOR' | 'EXECUTIVE' | 'OPERATOR' | 'ADMIN';
              readonly entity: string | null;
              readonly department: string | null;
              readonly clientId: string | null;
              readonly validFrom: string;
              readonly validUntil: string | null;
              readonly exception: {
                readonly reason: string;
                readonly until: string;
              } | null;
            })[];
          };
        })[];
        readonly refusedAttempts: readonly ({
          readonly action: string;
          readonly reason: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
        })[];
      };
    };
    readonly '/v1/people/{id}/same-as': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly otherPersonId: string;
          readonly reason: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
    readonly '/v1/people/{id}/separation': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly otherPersonId: string;
          readonly reason: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
    readonly '/v1/policies': {
      readonly call: {
        readonly body: {
          readonly entity: string;
          readonly validFrom: string;
          readonly steps: readonly ({
            readonly role: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD';
            readonly from?: string;
            readonly above?: string;
          })[];
          readonly base: 'COMMISSION' | 'WHOLE_AMOUNT';
          readonly splitDays: number;
          readonly reason: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
    readonly '/v1/rates': {
      readonly call: {
        readonly body: {
          readonly source: string;
          readonly rates: readonly ({
            readonly from: string;
            readonly to: string;
            readonly day: string;
            readonly rate: string;
          })[];
          readonly reason?: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
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
    readonly '/v1/change-requests/{id}/approval': {
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
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
    readonly '/v1/change-requests/{id}/approval/preview': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
    readonly '/v1/change-requests/{id}/rejection': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly reason: string;
        };
        readonly key?: string | undefined;
      };
      readonly answer: {
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
    readonly '/v1/change-requests/{id}/withdrawal': {
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
        readonly changeRequestId: string;
        readonly kind: string;
        readonly subject: string | null;
        readonly state: 'PROPOSED' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'EXPIRED';
        readonly reason: string | null;
        readonly validFrom: string | null;
        readonly proposedBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly proposedAt: string;
        readonly expiresAt: string;
        readonly aloneFrom: string | null;
        readonly beneficiaries: readonly string[];
        readonly contentHash: string;
        readonly decidedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly decisionReason: string | null;
        readonly alone: boolean;
      };
    };
  };
  readonly patch: {
    readonly '/v1/packets/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly name?: string;
          readonly defaultCriterion?: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
        };
        readonly ifMatch: number;
      };
      readonly answer: {
        readonly packetId: string;
        readonly version: number;
        readonly name: string;
        readonly client: {
          readonly id: string;
          readonly number: string;
          readonly name: string;
        };
        readonly currency: string;
        readonly defaultCriterion: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
        readonly packetStatusCd: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly currentApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
        readonly round: number;
        readonly receivableCount: number;
        readonly totalCommission: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly outstanding: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
        readonly baseTotal: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly splitSuspect: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly policyVersion: string | null;
        readonly contentHash: string | null;
        readonly rate: {
          readonly from: string;
          readonly to: string;
          readonly rate: string;
          readonly day: string;
          readonly version: number;
          readonly source: string;
        } | null;
        readonly warnings: readonly ({
          readonly code: 'AGED_BELOW_90_DAYS';
          readonly receivables: number;
        })[];
        readonly approvals: readonly ({
          readonly role: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD';
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly comment: string | null;
        })[];
        readonly createdBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly createdAt: string;
        readonly updatedAt: string;
        readonly submittedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly submittedAt: string | null;
        readonly rejection: {
          readonly role: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly reason: string;
        } | null;
        readonly cashReceiptId: string | null;
        readonly receiptNo: string | null;
        readonly completedAt: string | null;
        readonly executed: {
          readonly commission: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly receivableCount: number;
          readonly loweredCount: number;
          readonly droppedCount: number;
        } | null;
        readonly glStatus: 'PENDING' | 'POSTED' | 'REJECTED' | 'UNKNOWN' | 'HELD' | 'AWAITING_APPROVAL' | 'CANCELLED' | 'EXPORTED' | 'POSTED_BY_HAND' | 'NONE' | null;
        readonly recoveryRequestedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly recoveryRequestedAt: string | null;
        readonly recoveryKind: 'RECOVERY' | 'CORRECTION' | null;
        readonly recoveryReason: string | null;
        readonly recoveredAt: string | null;
      };
    };
  };
  readonly delete: {
    readonly '/v1/packets/{id}': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly ifMatch: number;
      };
      readonly answer: null;
    };
    readonly '/v1/packets/{id}/receivables': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly receivableIds: readonly string[];
        };
        readonly ifMatch: number;
      };
      readonly answer: {
        readonly packetId: string;
        readonly version: number;
        readonly name: string;
        readonly client: {
          readonly id: string;
          readonly number: string;
          readonly name: string;
        };
        readonly currency: string;
        readonly defaultCriterion: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
        readonly packetStatusCd: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly currentApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
        readonly round: number;
        readonly receivableCount: number;
        readonly totalCommission: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly outstanding: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
        readonly baseTotal: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly splitSuspect: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly policyVersion: string | null;
        readonly contentHash: string | null;
        readonly rate: {
          readonly from: string;
          readonly to: string;
          readonly rate: string;
          readonly day: string;
          readonly version: number;
          readonly source: string;
        } | null;
        readonly warnings: readonly ({
          readonly code: 'AGED_BELOW_90_DAYS';
          readonly receivables: number;
        })[];
        readonly approvals: readonly ({
          readonly role: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD';
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly comment: string | null;
        })[];
        readonly createdBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly createdAt: string;
        readonly updatedAt: string;
        readonly submittedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly submittedAt: string | null;
        readonly rejection: {
          readonly role: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly reason: string;
        } | null;
        readonly cashReceiptId: string | null;
        readonly receiptNo: string | null;
        readonly completedAt: string | null;
        readonly executed: {
          readonly commission: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly receivableCount: number;
          readonly loweredCount: number;
          readonly droppedCount: number;
        } | null;
        readonly glStatus: 'PENDING' | 'POSTED' | 'REJECTED' | 'UNKNOWN' | 'HELD' | 'AWAITING_APPROVAL' | 'CANCELLED' | 'EXPORTED' | 'POSTED_BY_HAND' | 'NONE' | null;
        readonly recoveryRequestedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly recoveryRequestedAt: string | null;
        readonly recoveryKind: 'RECOVERY' | 'CORRECTION' | null;
        readonly recoveryReason: string | null;
        readonly recoveredAt: string | null;
      };
    };
  };
  readonly put: {
    readonly '/v1/packets/{id}/receivables': {
      readonly call: {
        readonly path: {
          readonly id: string;
        };
        readonly body: {
          readonly receivableIds: readonly string[];
          readonly criterion?: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
          readonly usePacketDocument?: boolean;
        };
        readonly ifMatch: number;
      };
      readonly answer: {
        readonly packetId: string;
        readonly version: number;
        readonly name: string;
        readonly client: {
          readonly id: string;
          readonly number: string;
          readonly name: string;
        };
        readonly currency: string;
        readonly defaultCriterion: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
        readonly packetStatusCd: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly currentApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
        readonly round: number;
        readonly receivableCount: number;
        readonly totalCommission: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly outstanding: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
        readonly baseTotal: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly splitSuspect: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly policyVersion: string | null;
        readonly contentHash: string | null;
        readonly rate: {
          readonly from: string;
          readonly to: string;
          readonly rate: string;
          readonly day: string;
          readonly version: number;
          readonly source: string;
        } | null;
        readonly warnings: readonly ({
          readonly code: 'AGED_BELOW_90_DAYS';
          readonly receivables: number;
        })[];
        readonly approvals: readonly ({
          readonly role: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD';
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly comment: string | null;
        })[];
        readonly createdBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly createdAt: string;
        readonly updatedAt: string;
        readonly submittedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly submittedAt: string | null;
        readonly rejection: {
          readonly role: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly reason: string;
        } | null;
        readonly cashReceiptId: string | null;
        readonly receiptNo: string | null;
        readonly completedAt: string | null;
        readonly executed: {
          readonly commission: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly receivableCount: number;
          readonly loweredCount: number;
          readonly droppedCount: number;
        } | null;
        readonly glStatus: 'PENDING' | 'POSTED' | 'REJECTED' | 'UNKNOWN' | 'HELD' | 'AWAITING_APPROVAL' | 'CANCELLED' | 'EXPORTED' | 'POSTED_BY_HAND' | 'NONE' | null;
        readonly recoveryRequestedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly recoveryRequestedAt: string | null;
        readonly recoveryKind: 'RECOVERY' | 'CORRECTION' | null;
        readonly recoveryReason: string | null;
        readonly recoveredAt: string | null;
      };
    };
    readonly '/v1/packets/{id}/receivables/{rid}': {
      readonly call: {
        readonly path: {
          readonly id: string;
          readonly rid: string;
        };
        readonly body: {
          readonly criterion?: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
          readonly usePacketDocument?: boolean;
        };
        readonly ifMatch: number;
      };
      readonly answer: {
        readonly packetId: string;
        readonly version: number;
        readonly name: string;
        readonly client: {
          readonly id: string;
          readonly number: string;
          readonly name: string;
        };
        readonly currency: string;
        readonly defaultCriterion: 'AGED' | 'UNCOLLECTIBLE' | 'BANKRUPTCY' | 'AGENT_REQUEST' | null;
        readonly packetStatusCd: 'DRAFT' | 'SUBMITTED' | 'RESUBMITTED' | 'APPROVED' | 'APPROVED_AGENT' | 'APPROVED_DH' | 'APPROVED_VP' | 'APPROVED_CFO' | 'APPROVED_MD' | 'REJECTED_AGENT' | 'REJECTED_DH' | 'REJECTED_VP' | 'REJECTED_CFO' | 'REJECTED_MD' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly workflowState: 'DRAFT' | 'SUBMITTED' | 'APPROVED' | 'COMPLETE' | 'RECOVERED' | 'CANCELLED';
        readonly currentApproverRole: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD' | null;
        readonly round: number;
        readonly receivableCount: number;
        readonly totalCommission: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly outstanding: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly route: readonly ('AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD')[];
        readonly baseTotal: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly splitSuspect: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly policyVersion: string | null;
        readonly contentHash: string | null;
        readonly rate: {
          readonly from: string;
          readonly to: string;
          readonly rate: string;
          readonly day: string;
          readonly version: number;
          readonly source: string;
        } | null;
        readonly warnings: readonly ({
          readonly code: 'AGED_BELOW_90_DAYS';
          readonly receivables: number;
        })[];
        readonly approvals: readonly ({
          readonly role: 'AGENT' | 'DEPT_HEAD' | 'VP_CLIENT_ACCOUNTING' | 'CFO' | 'MD';
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly comment: string | null;
        })[];
        readonly createdBy: {
          readonly personId: string;
          readonly name: string;
        };
        readonly createdAt: string;
        readonly updatedAt: string;
        readonly submittedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly submittedAt: string | null;
        readonly rejection: {
          readonly role: string;
          readonly by: {
            readonly personId: string;
            readonly name: string;
          };
          readonly at: string;
          readonly reason: string;
        } | null;
        readonly cashReceiptId: string | null;
        readonly receiptNo: string | null;
        readonly completedAt: string | null;
        readonly executed: {
          readonly commission: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly outstanding: {
            readonly amount: string;
            readonly currency: string;
          };
          readonly receivableCount: number;
          readonly loweredCount: number;
          readonly droppedCount: number;
        } | null;
        readonly glStatus: 'PENDING' | 'POSTED' | 'REJECTED' | 'UNKNOWN' | 'HELD' | 'AWAITING_APPROVAL' | 'CANCELLED' | 'EXPORTED' | 'POSTED_BY_HAND' | 'NONE' | null;
        readonly recoveryRequestedBy: {
          readonly personId: string;
          readonly name: string;
        } | null;
        readonly recoveryRequestedAt: string | null;
        readonly recoveryKind: 'RECOVERY' | 'CORRECTION' | null;
        readonly recoveryReason: string | null;
        readonly recoveredAt: string | null;
      };
    };
  };
  readonly problem: Problem;
};
