import vocab from '../../../db/domain/labels/en.json'
import about from './about.json'
import account from './account.json'
import cite from './cite.json'
import common from './common.json'
import compare from './compare.json'
import errors from './errors.json'
import events from './events.json'
import evidence from './evidence.json'
import forms from './forms.json'
import history from './history.json'
import monument from './monument.json'
import pages from './pages.json'
import register from './register.json'
import report from './report.json'
import risk from './risk.json'
import sources from './sources.json'

/** Every message of this language, by namespace. */
export const messages = {
  about,
  account,
  cite,
  common,
  compare,
  errors,
  events,
  evidence,
  forms,
  history,
  monument,
  pages,
  register,
  report,
  risk,
  sources,
  vocab,
}
