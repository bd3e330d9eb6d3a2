// reads-stand-alone: of the runtime, a view knows the database and HTTP
import type { Delivery } from '../../../../packages/runtime/src/bus/knows-the-inbox.ts';
import type { Rows } from '../../../../packages/runtime/src/database/knows-the-router.ts';
import type { Route } from '../../../../packages/runtime/src/http/knows-the-bus.ts';
export type View = Delivery | Route | Rows;
