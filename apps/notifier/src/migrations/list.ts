import type { MigrationClass } from '@recoup/runtime/database';
import { CreateNotifier } from './0001-create-notifier.ts';
import { AddDiscards } from './0002-add-discards.ts';
import { AgeAnswers } from './0003-age-answers.ts';

/** In the order in which they run. */
export const migrations: readonly MigrationClass[] = [CreateNotifier, AddDiscards, AgeAnswers];
