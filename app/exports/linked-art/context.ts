const CRM = 'http://www.cidoc-crm.org/cidoc-crm/'

/** A property whose values are things, always a list. */
const things = (id: string) => ({ '@id': id, '@type': '@id', '@container': '@set' })
/** A property whose one value is a thing. */
const thing = (id: string) => ({ '@id': id, '@type': '@id' })
const moment = (id: string) => ({
  '@id': id,
  '@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
})

/**
 * The terms of Linked Art 1.0 that the exports use, by the CIDOC CRM classes and properties that they stand for, and
 * `tadmor:` for what Linked Art has no place for. It is written into every document, so that reading one asks no
 * network, now or when the names above are gone. Each term means what it means in Linked Art's own context, against
 * which they were checked; a `part_of` is read by the type that it stands in.
 */
export const CONTEXT = {
  '@version': 1.1,
  crm: CRM,
  la: 'https://linked.art/ns/terms/',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  dig: 'http://www.ics.forth.gr/isl/CRMdig/',
  id: '@id',
  type: '@type',
  _label: { '@id': 'rdfs:label' },

  Activity: 'crm:E7_Activity',
  AttributeAssignment: 'crm:E13_Attribute_Assignment',
  DigitalObject: 'dig:D1_Digital_Object',
  Event: 'crm:E5_Event',
  Actor: 'crm:E39_Actor',
  Group: 'crm:E74_Group',
  HumanMadeObject: 'crm:E22_Human-Made_Object',
  Identifier: 'crm:E42_Identifier',
  InformationObject: 'crm:E73_Information_Object',
  Language: 'crm:E56_Language',
  LinguisticObject: 'crm:E33_Linguistic_Object',
  Name: 'crm:E33_E41_Linguistic_Appellation',
  Place: { '@id': 'crm:E53_Place', '@context': { part_of: things('crm:P89_falls_within') } },
  Right: 'crm:E30_Right',
  TimeSpan: 'crm:E52_Time-Span',
  Type: 'crm:E55_Type',

  identified_by: things('crm:P1_is_identified_by'),
  classified_as: things('crm:P2_has_type'),
  timespan: thing('crm:P4_has_time-span'),
  present_at: things('crm:P12i_was_present_at'),
  carried_out_by: things('crm:P14_carried_out_by'),
  influenced_by: things('crm:P15_was_influenced_by'),
  used_specific_object: things('crm:P16_used_specific_object'),
  motivated_by: things('crm:P17_was_motivated_by'),
  part: things('crm:P46_is_composed_of'),
  part_of: things('crm:P46i_forms_part_of'),
  current_location: thing('crm:P55_has_current_location'),
  referred_to_by: things('crm:P67i_is_referred_to_by'),
  language: things('crm:P72_has_language'),
  end_of_the_end: moment('crm:P82b_end_of_the_end'),
  begin_of_the_begin: moment('crm:P82a_begin_of_the_begin'),
  subject_to: things('crm:P104_is_subject_to'),
  about: things('crm:P129_is_about'),
  subject_of: things('crm:P129i_is_subject_of'),
  created_by: thing('crm:P94i_was_created_by'),
  Creation: 'crm:E65_Creation',
  assigned_to: thing('crm:P140_assigned_attribute_to'),
  attributed_by: things('crm:P140i_was_attributed_by'),
  assigned: things('crm:P141_assigned'),
  defined_by: { '@id': 'crm:P168_place_is_defined_by' },
  assigned_property: { '@id': 'crm:P177_assigned_property_of_type', '@type': '@vocab' },
  content: { '@id': 'crm:P190_has_symbolic_content' },
  access_point: things('la:access_point'),
  equivalent: things('la:equivalent'),
  digitally_carried_by: things('la:digitally_carried_by'),

  /** The terms of the register's own, below the address of the register that wrote them. */
  coded_value: { '@id': 'tadmor:coded_value' },
  /** The time in which a state is said to hold: `timespan` is when that was said. */
  state_timespan: thing('tadmor:state_timespan'),
  /** The time in which whoever said it had looked. */
  observation_timespan: thing('tadmor:observation_timespan'),
} as const

/** The context as a document of this register has it; `origin` is where its own terms are explained. */
export function contextAt(origin: string): Record<string, unknown> {
  return { ...CONTEXT, tadmor: `${origin}/en/about#` }
}
