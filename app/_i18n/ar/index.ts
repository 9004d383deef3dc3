import vocab from '../../../db/domain/labels/ar.json'
import about from './about.json'
import access from './access.json'
import account from './account.json'
import annex from './annex.json'
import api from './api.json'
import beside from './beside.json'
import cite from './cite.json'
import common from './common.json'
import compare from './compare.json'
import errors from './errors.json'
import events from './events.json'
import evidence from './evidence.json'
import exportFiles from './exports.json'
import forms from './forms.json'
import frozen from './frozen.json'
import history from './history.json'
import making from './making.json'
import map from './map.json'
import monument from './monument.json'
import pages from './pages.json'
import register from './register.json'
import report from './report.json'
import risk from './risk.json'
import search from './search.json'
import sources from './sources.json'
import timeline from './timeline.json'
import views from './views.json'

/** Every message of this language, by namespace. */
export const messages = {
  about,
  access,
  account,
  annex,
  api,
  beside,
  cite,
  common,
  compare,
  errors,
  events,
  evidence,
  exports: exportFiles,
  forms,
  frozen,
  history,
  making,
  map,
  monument,
  pages,
  register,
  report,
  risk,
  search,
  sources,
  timeline,
  views,
  vocab,
}
