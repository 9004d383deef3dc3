import vocab from '../../../db/domain/labels/en.json'
import about from './about.json'
import access from './access.json'
import account from './account.json'
import annex from './annex.json'
import api from './api.json'
import beside from './beside.json'
import bulk from './bulk.json'
import cite from './cite.json'
import common from './common.json'
import compare from './compare.json'
import desk from './desk.json'
import drafts from './drafts.json'
import errors from './errors.json'
import events from './events.json'
import evidence from './evidence.json'
import exportFiles from './exports.json'
import factor from './factor.json'
import forms from './forms.json'
import frozen from './frozen.json'
import history from './history.json'
import images from './images.json'
import importing from './importing.json'
import library from './library.json'
import making from './making.json'
import map from './map.json'
import monument from './monument.json'
import operations from './operations.json'
import pages from './pages.json'
import persons from './persons.json'
import register from './register.json'
import report from './report.json'
import risk from './risk.json'
import search from './search.json'
import sensitivity from './sensitivity.json'
import settings from './settings.json'
import sources from './sources.json'
import timeline from './timeline.json'
import tips from './tips.json'
import views from './views.json'

/** Every message of this language, by namespace. */
export const messages = {
  about,
  access,
  account,
  annex,
  api,
  beside,
  bulk,
  cite,
  common,
  compare,
  desk,
  drafts,
  errors,
  events,
  evidence,
  exports: exportFiles,
  factor,
  forms,
  frozen,
  history,
  images,
  importing,
  library,
  making,
  map,
  monument,
  operations,
  pages,
  persons,
  register,
  report,
  risk,
  search,
  sensitivity,
  settings,
  sources,
  timeline,
  tips,
  views,
  vocab,
}
