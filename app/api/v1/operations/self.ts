import { z } from 'zod'
import { LANGS, ROLES } from '../../../../db/domain/vocabulary'
import { read } from '../operation'
import { single } from '../schemas/common'
import { API } from '../shapes/addresses'

const address = z.url()

export const getIndex = read({
  id: 'getIndex',
  path: '',
  tag: 'self',
  formats: ['application/json'],
  params: [],
  answer: single(
    z.object({ sites: address, sources: address, description: address, guide: address }),
  ),
  async run({ origin }) {
    const data = {
      sites: `${origin}${API}/sites`,
      sources: `${origin}${API}/sources`,
      description: `${origin}${API}/openapi.json`,
      guide: `${origin}/en/api`,
    }
    return { body: { data }, page: data.guide }
  },
})

export const getDescription = read({
  id: 'getDescription',
  path: '/openapi.json',
  tag: 'self',
  formats: ['application/json'],
  params: ['lang'],
  answer: z.looseObject({ openapi: z.string(), info: z.looseObject({}), paths: z.looseObject({}) }),
  isBare: true,
  check(query) {
    const value = query.get('lang') || 'en'
    return LANGS.some((l) => l === value) ? [] : [{ param: 'lang', value, code: 'unknown_value' }]
  },
  async run({ origin, query }) {
    const lang = query.get('lang') === 'ar' ? 'ar' : 'en'
    // The document lists every operation, this one too.
    const { openapi } = await import('../openapi')
    return { body: openapi(origin, lang), page: `${origin}/${lang}/api` }
  },
})

export const getKey = read({
  id: 'getKey',
  path: '/key',
  tag: 'self',
  formats: ['application/json'],
  params: [],
  answer: single(z.object({ key: z.string().nullable(), role: z.enum(ROLES).nullable() })),
  async run({ reader, keyName, origin }) {
    return { body: { data: { key: keyName, role: reader.role } }, page: `${origin}/en/api#keys` }
  },
})
