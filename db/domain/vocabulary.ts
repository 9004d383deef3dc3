import { z } from 'zod'

/*
 * Every controlled list of the register, once. The zod enum, the TypeScript type, the column, its CHECK and
 * the message keys (`vocab.<list>.<code>`) derive from the array. EAMENA terms follow the project's published
 * reference data; definitions in the messages are our own.
 */

/** Condition of a monument or part: EAMENA "Overall Condition State", plus *not visible* (looked, could not tell). */
export const CONDITIONS = [
  'good',
  'fair',
  'poor',
  'very_bad',
  'destroyed',
  'not_visible',
  'unknown',
] as const
export type Condition = (typeof CONDITIONS)[number]

/** Tadmor's own headline scale, worst first. Derived, never stored by hand. */
export const HEADLINES = [
  'destroyed',
  'severely_damaged',
  'damaged',
  'slightly_damaged',
  'no_known_damage',
  'not_visible',
  'unknown',
] as const
export type Headline = (typeof HEADLINES)[number]

/** Flags independent of the headline. */
export const FLAGS = ['at_risk', 'under_intervention', 'contested'] as const
export type Flag = (typeof FLAGS)[number]

/** Class of a source: the fact sheet's letters A–E, in that order. */
export const SOURCE_CLASSES = ['institution', 'press', 'party', 'tertiary', 'repost'] as const
export type SourceClass = (typeof SOURCE_CLASSES)[number]

/** What a source is: the information resource types of EAMENA that evidence comes in. */
export const SOURCE_KINDS = [
  'journal_article',
  'book',
  'chapter',
  'thesis',
  'published_report',
  'unpublished_report',
  'government_document',
  'news_article',
  'news_broadcast',
  'press_release',
  'website',
  'blog',
  'social_media',
  'personal_communication',
  'archive',
  'dataset',
  'satellite_image',
  'aerial_photograph',
  'photograph',
  'video',
  'map',
  'drawing',
] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

/** How a source or a picture may be used: EAMENA's list, its Creative Commons variants by name. */
export const RIGHTS = [
  'public_domain',
  'no_known_restrictions',
  'cc0',
  'cc_by',
  'cc_by_sa',
  'cc_by_nc',
  'cc_by_nc_sa',
  'cc_by_nd',
  'cc_by_nc_nd',
  'used_with_permission',
  'educational',
  'all_rights_reserved',
  'internal_use',
  'unknown',
] as const
export type Rights = (typeof RIGHTS)[number]

/** File types that a picture may arrive in. */
export const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/tiff'] as const
export type ImageType = (typeof IMAGE_TYPES)[number]

/** How a site takes changes: at once, or after somebody else has looked. */
export const WORKFLOWS = ['direct', 'reviewed'] as const
export type Workflow = (typeof WORKFLOWS)[number]

/** Who may read an instance: everybody, or members only. */
export const INSTANCE_ACCESS = ['public', 'private'] as const
export type InstanceAccess = (typeof INSTANCE_ACCESS)[number]

/** What became of a proposed change. */
export const PROPOSAL_STATES = [
  'proposed',
  'returned',
  'accepted',
  'rejected',
  'withdrawn',
] as const
export type ProposalState = (typeof PROPOSAL_STATES)[number]

/** What somebody outside writes about. */
export const TIP_KINDS = ['error', 'source', 'other'] as const
export type TipKind = (typeof TIP_KINDS)[number]

/** What editors made of a word from outside. */
export const TIP_STATES = ['open', 'taken', 'dismissed'] as const
export type TipState = (typeof TIP_STATES)[number]

/** Admiralty (NATO) reliability of a source; null in a record means "not graded". */
export const RELIABILITIES = ['a', 'b', 'c', 'd', 'e', 'f'] as const
export type Reliability = (typeof RELIABILITIES)[number]

/** Admiralty credibility of one piece of information; null in a record means "not graded". */
export const INFO_GRADES = ['1', '2', '3', '4', '5', '6'] as const
export type InfoGrade = (typeof INFO_GRADES)[number]

/** What a claim speaks about. */
export const PROPERTIES = [
  'condition',
  'extent',
  'cause',
  'actor',
  'event_date',
  'construction_date',
  'location',
  'count',
  'statement',
] as const
export type Property = (typeof PROPERTIES)[number]

/** The properties whose open disagreement makes a status *contested* (DESIGN §1). */
export const CONTESTABLE = [
  'condition',
  'extent',
  'event_date',
] as const satisfies readonly Property[]

/** How an EDTF date relates to what it dates (DESIGN §2). */
export const QUALIFIERS = ['on', 'throughout', 'once_between'] as const
export type Qualifier = (typeof QUALIFIERS)[number]

/** EAMENA certainty of a belief. */
export const CERTAINTIES = ['definite', 'high', 'medium', 'low', 'negligible'] as const
export type Certainty = (typeof CERTAINTIES)[number]

/** How an assessment or a threat uses a claim. */
export const STANCES = ['establishing', 'corroborating', 'set_aside'] as const
export type Stance = (typeof STANCES)[number]

/** How the claim's observer looked. */
export const METHODS = [
  'field_visit',
  'satellite_image',
  'photograph',
  'video',
  'testimony',
  'documents',
] as const
export type Method = (typeof METHODS)[number]

/** From where the observer looked (HER "type of access", with the view from above). */
export const ACCESSES = ['interior', 'exterior', 'distance', 'from_above', 'none'] as const
export type Access = (typeof ACCESSES)[number]

/** Kinds of dated happenings. */
export const EVENT_KINDS = [
  'destroyed',
  'damaged',
  'looted',
  'threatened',
  'control_change',
  'held',
  'assessed',
  'restored',
  'planned_works',
  'misused',
  'used_for_event',
  'moved',
  'other',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** Event kinds that mean works on the fabric, planned or under way: they raise *under intervention*. */
export const WORKS_KINDS = ['restored', 'planned_works'] as const satisfies readonly EventKind[]

/** How well an event is attested. */
export const EVENT_CERTAINTIES = ['confirmed', 'probable', 'reported'] as const
export type EventCertainty = (typeof EVENT_CERTAINTIES)[number]

/** EAMENA threat probability; *not stated* for factors listed without one. */
export const PROBABILITIES = ['planned', 'probable', 'possible', 'not_stated'] as const
export type Probability = (typeof PROBABILITIES)[number]

/** The probabilities that set the *at risk* flag (DESIGN §1). */
export const RISK_PROBABILITIES = ['planned', 'probable'] as const satisfies readonly Probability[]

/** Within what time a threat is expected to do its harm; null in a record means "not stated". */
export const HORIZONS = ['months', 'years', 'decades', 'centuries'] as const
export type Horizon = (typeof HORIZONS)[number]

/** Bands of the magnitude of a risk in the ABC method, the worst first. */
export const RISK_BANDS = ['catastrophic', 'extreme', 'high', 'medium', 'low'] as const
export type RiskBand = (typeof RISK_BANDS)[number]

/** What the decision grid of the ABC method advises. */
export const RISK_DECISIONS = ['treat_soon', 'review_soon', 'review_later', 'no_action'] as const
export type RiskDecision = (typeof RISK_DECISIONS)[number]

/** What can differ between two dates (db/domain/compare.ts): in the world first, then in what is known of it. */
export const CHANGES = [
  'added',
  'worsened',
  'improved',
  'possibly_changed',
  'now_known',
  'no_longer_known',
  'still_unknown',
  'regraded',
  'newly_contested',
  'settled',
  'newly_looked_at',
] as const
export type Change = (typeof CHANGES)[number]

/** EAMENA disturbance and threat categories: one list for what happened and what may happen. */
export const CATEGORIES = [
  'agricultural',
  'archaeological',
  'building',
  'defensive',
  'domestic',
  'funerary',
  'hunting_fishing',
  'hydraulic',
  'industrial',
  'infrastructure',
  'looting',
  'management',
  'maritime',
  'military',
  'natural',
  'public_use',
  'religious',
  'social_cultural',
  'display',
  'tourism',
  'trade',
  'utilities',
  'vandalism',
  'unknown',
  'not_applicable',
] as const
export type Category = (typeof CATEGORIES)[number]

/** EAMENA disturbance and threat causes recommended for Palmyra; the same list for past and future. */
export const CAUSES = [
  'animals_pests',
  'breaking',
  'cable_pipe_laying',
  'clearance_bulldozing',
  'clearance_hand',
  'clearance_unclassified',
  'conservation',
  'construction',
  'demolition',
  'dissolved_salt',
  'drought',
  'dumping',
  'excavation_machine',
  'excavation_hand',
  'excavation_unclassified',
  'explosion',
  'fire',
  'flooding',
  'graffiti',
  'gunfire',
  'trampling',
  'lack_of_maintenance',
  'rock_slide',
  'landmines',
  'maintenance',
  'no_visible',
  'occupation',
  'pollution',
  'precipitation',
  'radiation_light',
  'reconstruction',
  'refurbishment',
  'restoration',
  'road',
  'seismic',
  'stationary_vehicle',
  'structural_robbing',
  'temperature_humidity',
  'theft',
  'unknown',
  'vegetation',
  'water',
  'water_wind',
  'wind',
] as const
export type Cause = (typeof CAUSES)[number]

/** UNESCO standard factors used for Palmyra in its state-of-conservation files, with their primary group first. */
export const UNESCO_FACTORS = [
  '1_housing',
  '1_visitor_accommodation',
  '2_ground_transport',
  '2_effects_of_transport',
  '3_localised_utilities',
  '3_major_linear_utilities',
  '7_relative_humidity',
  '9_illegal_activities',
  '9_deliberate_destruction',
  '9_war',
  '13_management_system',
  '13_financial_resources',
  '14_weathering',
] as const
export type UnescoFactor = (typeof UNESCO_FACTORS)[number]

/** Kinds of monument. */
export const MONUMENT_KINDS = [
  'temple',
  'arch',
  'theatre',
  'castle',
  'tetrapylon',
  'street',
  'necropolis',
  'tower_tomb',
  'hypogeum',
  'temple_tomb',
  'camp',
  'baths',
  'agora',
  'court',
  'sculpture',
  'museum',
  'wall',
  'spring',
  'shrine',
  'caravanserai',
  'fort',
  'mosque',
  'church',
  'monastery',
  'house',
  'cistern',
  'bridge',
  'tomb',
  'settlement',
  'other',
  'part',
] as const
export type MonumentKind = (typeof MONUMENT_KINDS)[number]

/** Kinds of note: data traps, gaps in the evidence, inconsistencies inside a source, and remarks. */
export const NOTE_KINDS = ['trap', 'gap', 'inconsistency', 'remark'] as const
export type NoteKind = (typeof NOTE_KINDS)[number]

/** Identifier schemes. */
export const SCHEMES = [
  'wikidata',
  'pleiades',
  'geonames',
  'arachne',
  'osm_way',
  'unesco',
  'topographia_palmyrena',
  'trismegistos',
  'darmc',
  'eamena',
  'inventory',
] as const
export type Scheme = (typeof SCHEMES)[number]

/** Who codes a claim's value or assesses: the audit knows which person, public pages only in what capacity. */
export const AUTHORS = ['compiler', 'editors'] as const
export type Author = (typeof AUTHORS)[number]

/** Who may see a record: everyone, everyone with its place generalised, or editors only. */
export const SENSITIVITIES = ['public', 'generalised', 'restricted'] as const
export type Sensitivity = (typeof SENSITIVITIES)[number]

/** Roles, weakest first. */
export const ROLES = ['viewer', 'editor', 'reviewer', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** Interface languages. */
export const LANGS = ['en', 'ar'] as const
export type Lang = (typeof LANGS)[number]

/** Text of our own, in one or both interface languages. */
export const bilingual = z
  .object({ en: z.string().min(1).optional(), ar: z.string().min(1).optional() })
  .refine((t) => t.en !== undefined || t.ar !== undefined, 'empty')
export type Bilingual = { en?: string; ar?: string }
