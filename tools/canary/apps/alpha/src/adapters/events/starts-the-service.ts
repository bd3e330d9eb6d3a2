// composition-stays-on-top
import { compose } from '../../compose.ts';
export const name = compose();
