import { Router } from 'express';
import { type GlErrorDetail, noSuchRecord } from '../../error-envelope.ts';
import { answerOrJob, duplicate, namesOf, refuse } from '../../jobs/answer-or-job.ts';
import type { JobResult } from '../../jobs/job-desk.ts';
import { shapeErrors } from '../../journals/journal-body.ts';
import type { NetsuiteSimulator } from '../../netsuite-simulator.ts';
import {
  AppliedBody,
  type AppliedType,
  appliedShapes,
  appliedTypes,
  unknownInApplied,
} from './applied-body.ts';
import type { AppliedRecord } from './applied-book.ts';
import { appliedErrors } from './applied-errors.ts';
import { shownRecord } from './shown-record.ts';

/** Checks a body and posts it; answers the record, or what is wrong. */
const post = (
  simulator: NetsuiteSimulator,
  type: AppliedType,
  body: unknown,
  names: string,
): AppliedRecord | readonly GlErrorDetail[] => {
  const shaped = appliedShapes[type].safeParse(body);
  if (!shaped.success) return shapeErrors(body, shaped.error);
  const parsed = AppliedBody.parse(shaped.data);
  const unknown = names.toLowerCase() === 'error' ? unknownInApplied(type, parsed) : [];
  if (unknown.length > 0) return unknown;
  const { applied, settings, now } = simulator;
  const { externalId } = parsed;
  const existing = externalId === undefined ? undefined : applied.find(type, `eid:${externalId}`);
  if (existing) return settings().duplicateExternalId === 'accept' ? existing : [duplicate];
  const tranDate = parsed.tranDate ?? now().toISOString().slice(0, 10);
  const errors = appliedErrors(simulator, parsed, tranDate);
  if (errors.length > 0) return errors;
  return applied.post({ type, tranDate, createdAt: now().toISOString(), body: parsed });
};

/** A look-up by external id may lag behind what was posted. */
const standing = (
  { applied, settings, now }: NetsuiteSimulator,
  type: AppliedType,
  id: string,
): AppliedRecord | undefined => {
  const record = applied.find(type, id);
  const age = record ? now().getTime() - Date.parse(record.createdAt) : 0;
  return id.startsWith('eid:') && age < settings().keyLagMs ? undefined : record;
};

/** The records that apply something to invoices: POST, and GET by id or `eid:`. */
export const appliedRoutes = (simulator: NetsuiteSimulator, address: () => string): Router => {
  const router = Router();
  for (const type of appliedTypes) {
    const collection = () => `${address()}/services/rest/record/v1/${type}`;
    router.post(`/${type}`, (request, response) => {
      const names = namesOf(request);
      const work = (): JobResult => {
        const posted = post(simulator, type, request.body, names);
        return 'id' in posted
          ? { status: 204, location: `${collection()}/${posted.id}` }
          : { status: 400, details: posted };
      };
      answerOrJob(simulator, address, request, response, work);
    });
    router.get(`/${type}/:id`, (request, response) => {
      const record = standing(simulator, type, request.params.id);
      if (!record) return refuse(response, 404, [noSuchRecord]);
      const expand = request.query.expandSubResources === 'true';
      response.json(shownRecord(simulator, record, expand, collection()));
    });
  }
  return router;
};
