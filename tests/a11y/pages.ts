import { FULL } from '../sizes'

/** What everybody can read, each kind of page in its telling states. A page is one line here. */
export const OPEN_TO_ALL = [
  '/palmyra?asOf=2016-12-11&knownAt=2016-12-14',
  '/palmyra?asOf=2015-02-29&status=ruined',
  '/palmyra?q=xyzzy',
  '/palmyra/roman-theatre?asOf=2016-12-11&knownAt=2016-12-14',
  '/palmyra/efqa-spring',
  '/palmyra/temple-of-bel-cella',
  '/palmyra/events',
  '/palmyra/disagreements?asOf=2014-01-01&knownAt=2014-01-01',
  '/palmyra/risk',
  '/palmyra/risk?asOf=2016-12-28&knownAt=2017-01-30',
  '/palmyra/compare',
  '/palmyra/compare?from=2016-12-11&to=2017-03-02',
  '/palmyra/compare?from=2017-03-02&to=2016-12-11',
  '/palmyra/report?q=tetrapylon',
  '/palmyra/changes?record=threat',
  '/palmyra/temple-of-bel@1',
  '/claims/A35',
  '/assessments/bel.condition.2015',
  '/history/bel.condition.2015',
  '/sources',
  '/sources/seed',
  '/about',
  '/accessibility',
  '/sign-in',
  `/join/${'x'.repeat(43)}`,
  '/palmyra/nothing',
  ...(FULL
    ? [
        '/palmyra',
        '/palmyra/temple-of-bel',
        '/palmyra/monumental-arch?asOf=2016-12-11',
        '/palmyra?asOf=2016-12-11&knownAt=2016-12-14&flag=at_risk',
        '/palmyra/disagreements',
        '/palmyra/changes',
        '/palmyra/report',
        '/history/A35',
        '/nothing/here',
      ]
    : []),
]

/** What editors and administrators work with. */
export const FOR_EDITORS = [
  '/palmyra',
  '/palmyra/roman-theatre',
  '/palmyra/record',
  '/palmyra/record?subject=temple-of-bel',
  '/palmyra/temple-of-bel/edit',
  '/palmyra/threats/new?subject=temple-of-bel',
  '/palmyra/threats/new',
  '/palmyra/threats/threat.theatre-2016/edit',
  '/palmyra/threats/threat.theatre-2016/close',
  '/palmyra/withdraw?record=A35',
  '/palmyra/assess?question=D-efqa-flow',
  '/palmyra/correct?claim=A35',
  '/sources/seed/edit',
  '/people',
]
