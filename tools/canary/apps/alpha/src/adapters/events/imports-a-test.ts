// tests-stay-out
import { drive } from '../../../test/drive.ts';
export const driven = drive();
