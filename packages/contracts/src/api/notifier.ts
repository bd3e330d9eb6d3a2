// Longer than 300 lines: `npm run generate` makes this file from docs/api/notifier.json.
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

export type NotifierApi = {
  readonly get: {
    readonly '/v1/deliveries': {
      readonly call: {
        readonly query?: {
          readonly limit?: number | undefined;
          readonly after?: string | undefined;
          readonly sort?: string | undefined;
          readonly about?: string | readonly string[] | undefined;
          readonly recipientId?: string | readonly string[] | undefined;
          readonly state?: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | readonly ('queued' | 'sending' | 'sent' | 'failed' | 'unknown')[] | undefined;
          readonly 'createdAt.gte'?: string | undefined;
          readonly 'createdAt.lte'?: string | undefined;
          readonly 'createdAt.lt'?: string | undefined;
        };
      };
      readonly answer: {
        readonly items: readonly ({
          readonly deliveryId: string;
          readonly eventId: string;
          readonly eventType: string;
          readonly template: string;
          readonly recipientId: string;
          readonly recipientName: string;
          readonly aboutKind: 'packet' | 'case';
          readonly aboutId: string;
          readonly subject: string;
          readonly state: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown';
          readonly attempts: number;
          readonly resent: boolean;
          readonly sentWith: string | null;
          readonly reply: string | null;
          readonly error: string | null;
          readonly createdAt: string;
          readonly endedAt: string | null;
        })[];
        readonly page: {
          readonly next: string | null;
          readonly has_more: boolean;
        };
      };
    };
    readonly '/v1/deliveries/{deliveryId}': {
      readonly call: {
        readonly path: {
          readonly deliveryId: string;
        };
      };
      readonly answer: {
        readonly deliveryId: string;
        readonly eventId: string;
        readonly eventType: string;
        readonly template: string;
        readonly recipientId: string;
        readonly recipientName: string;
        readonly aboutKind: 'packet' | 'case';
        readonly aboutId: string;
        readonly subject: string;
        readonly state: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown';
        readonly attempts: number;
        readonly resent: boolean;
        readonly sentWith: string | null;
        readonly reply: string | null;
        readonly error: string | null;
        readonly createdAt: string;
        readonly endedAt: string | null;
        readonly text: string;
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
