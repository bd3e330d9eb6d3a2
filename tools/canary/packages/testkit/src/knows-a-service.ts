// testkit-knows-no-service
import type { Row } from '../../../apps/alpha/src/adapters/postgres/rows.ts';
export type Planted = Row;
