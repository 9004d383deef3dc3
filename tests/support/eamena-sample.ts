/**
 * Twelve heritage places in the shape in which EAMENA's platform exports them, with all its quirks: values joined by
 * commas that hold commas, "None, None", spaces at the ends of keys, empty texts, a place written once for each of its
 * geometries. Made up for these tests (CC0): the columns and terms are EAMENA's, no place or person is.
 */
export function eamenaSample(count = 12): { type: 'FeatureCollection'; features: SampleFeature[] } {
  return {
    type: 'FeatureCollection',
    features: Array.from({ length: count }, (_, i) => placeOf(i)).flat(),
  }
}

export type SampleFeature = {
  type: 'Feature'
  geometry: { type: string; coordinates: unknown }
  properties: Record<string, unknown>
}

const CONDITIONS = ['Good', 'Fair', 'Poor', 'Very Bad', 'Destroyed']
/** A name that may be read nowhere but on the page of a person at risk. */
export const SAMPLE_ASSESSOR = 'Quillon Assessorname'

function placeOf(i: number): SampleFeature[] {
  const [lon, lat] = [55 + i / 10, 33 + i / 20]
  const properties = {
    Address: 'Samplestan',
    'Administrative Division ': 'Example Province',
    'Administrative Division Type': 'Province',
    'Assessment Activity Date': '2022-08-21, 2022-08-31',
    'Assessment Activity Type': 'Desk-based Assessment, Desk-based Assessment',
    'Assessment Investigator - Actor': `${SAMPLE_ASSESSOR}, Second Assessorname`,
    'Country Type': 'Iran (Islamic Republic of)',
    'Cultural Period Type': 'Islamic (Iran)',
    'Cultural Sub-period Type': 'Islamic, Late (Timurid/Safavid/Qajar) (Iran)',
    'Damage Extent Type': '31-60%',
    'Date Inference Making Actor Name': `\u200c${SAMPLE_ASSESSOR}`,
    Designation: i === 0 ? 'UNESCO World Heritage List' : null,
    'Disturbance Cause Assignment Assessor Name - Actor': SAMPLE_ASSESSOR,
    'Disturbance Cause Category Type': 'Natural, Management and Institutional Factors',
    'Disturbance Cause Certainty ': 'High, Medium',
    'Disturbance Cause Type ':
      'Water and/or Wind Action, Lack of Maintenance/Management/Legal Measures and Activities',
    'Disturbance Date From': 'None, 2010-08-01',
    'Disturbance Date Occurred Before': '2019-09-01, None',
    'Disturbance Date Occurred On ': 'None, None',
    'Disturbance Date To ': 'None, 2012-05-01',
    'EAMENA ID': `EAMENA-${String(9_000_000 + i)}`,
    'Effect Certainty': 'High, High',
    'Effect Type': 'Collapse/Structural Damage, Collapse/Structural Damage',
    'GE Imagery Acquisition Date': '2019-06-01',
    'Geometry Extent Certainty': 'High, Medium',
    'Geometry Qualifier': 'Center Point, ',
    'Google Earth Assessment': 'True',
    'Intervention Activity Type':
      'Conservation, Restoration, and Maintenance Activities, Conservation, Restoration, and Maintenance Activities',
    'Investigator Role Type': 'Academic Researcher, EAMENA Project Staff',
    'Location Certainty': 'High, Medium',
    'Name Type': 'Toponym, Toponym, Alternative Reference',
    'Overall Condition State Type': CONDITIONS[i % CONDITIONS.length],
    'Resource Name': `Sample Caravanserai ${i}, کاروانسرای نمونه ${i}, SMPL-IR`,
    'Resource Orientation': '',
    'Site Feature Interpretation Type': 'Caravanserai/Khan',
    'Threat Category': 'Natural, Agricultural/Pastoral',
    'Threat Cause Type': 'Water and/or Wind Action, Ploughing',
    'Threat Inference Making Assessor Name - Actor': SAMPLE_ASSESSOR,
    'Threat Probability ': 'Probable, Possible',
    resourceid: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
  }
  const around = [
    [lon, lat],
    [lon + 0.0005, lat],
    [lon + 0.0005, lat + 0.0005],
    [lon, lat],
  ]
  const feature = (geometry: SampleFeature['geometry']): SampleFeature => ({
    type: 'Feature',
    geometry,
    properties,
  })
  return [
    feature({ type: 'Point', coordinates: [lon + 0.0002, lat + 0.0002] }),
    feature({ type: 'MultiPolygon', coordinates: [[around]] }),
  ]
}
