import type { Operation } from '../operation'
import { getHistory, listChanges } from './changes'
import * as editing from './editing'
import { getOneMonument, listMonuments } from './monuments'
import * as records from './records'
import { getDescription, getIndex, getKey } from './self'
import { compareDays, getOneSite, listAllSites, listDisagreements } from './sites'

/** Every operation of the API, in the order in which it is described. Routes and the description come from here. */
export const OPERATIONS: readonly Operation[] = [
  getIndex,
  getDescription,
  getKey,
  listAllSites,
  getOneSite,
  listMonuments,
  getOneMonument,
  records.listClaims,
  records.getOneClaim,
  records.listAssessments,
  records.getOneAssessment,
  records.listThreats,
  records.listEvents,
  listDisagreements,
  records.listAllSources,
  records.getOneSource,
  listChanges,
  getHistory,
  compareDays,
  ...Object.values(editing),
]
