import vocab from '../../../db/domain/labels/en.json'
import about from './about.json'
import account from './account.json'
import common from './common.json'
import errors from './errors.json'
import events from './events.json'
import forms from './forms.json'
import monument from './monument.json'
import pages from './pages.json'
import register from './register.json'
import report from './report.json'
import sources from './sources.json'

/** Every message of this language, by namespace. */
export const messages = {
  about,
  account,
  common,
  errors,
  events,
  forms,
  monument,
  pages,
  register,
  report,
  sources,
  vocab,
}
