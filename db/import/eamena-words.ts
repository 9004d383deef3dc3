import type {
  Category,
  Cause,
  Certainty,
  Condition,
  MonumentKind,
  Probability,
} from '../domain/vocabulary'

/*
 * EAMENA's terms as its platform exports them (eamena-project, reference data), by our code. Null is a term of theirs
 * that our lists lack: it is known, and told in words.
 */

export const EAMENA_CONDITIONS: Record<string, Condition> = {
  Good: 'good',
  Fair: 'fair',
  Poor: 'poor',
  'Very Bad': 'very_bad',
  Destroyed: 'destroyed',
  Unknown: 'unknown',
  'Unknown/Uncertain': 'unknown',
}

/** *Not Applicable* is no certainty: nothing was found that one could be sure of. */
export const EAMENA_CERTAINTIES: Record<string, Certainty | null> = {
  Definite: 'definite',
  High: 'high',
  Medium: 'medium',
  Low: 'low',
  Negligible: 'negligible',
  'Not Applicable': null,
  Probable: null,
  Possible: null,
}

export const EAMENA_PROBABILITIES: Record<string, Probability | null> = {
  Planned: 'planned',
  Probable: 'probable',
  Possible: 'possible',
  'Not Applicable': null,
}

export const EAMENA_CATEGORIES: Record<string, Category> = {
  'Agricultural/Pastoral': 'agricultural',
  Archaeological: 'archaeological',
  'Building and Development': 'building',
  'Defensive/Fortification': 'defensive',
  'Domestic Use': 'domestic',
  'Funerary/Memorial': 'funerary',
  'Hunting/Fishing': 'hunting_fishing',
  'Hydraulic Use': 'hydraulic',
  'Industrial/Productive': 'industrial',
  'Infrastructure/Transport': 'infrastructure',
  'Looting/Illegal Activities': 'looting',
  'Management and Institutional Factors': 'management',
  Maritime: 'maritime',
  'Military/Armed Conflict': 'military',
  Natural: 'natural',
  'Public/Institutional Use': 'public_use',
  'Religious Activities': 'religious',
  'Social/Cultural Uses of Heritage': 'social_cultural',
  'Status/Display/Monumental': 'display',
  'Tourism/Visitor Activities': 'tourism',
  'Trade/Commercial Use': 'trade',
  Utilities: 'utilities',
  Vandalism: 'vandalism',
  Unknown: 'unknown',
  'Not Applicable': 'not_applicable',
}

export const EAMENA_CAUSES: Record<string, Cause | null> = {
  'Animal/Pest Infestation': 'animals_pests',
  Aquaculture: null,
  'Breaking/Smashing': 'breaking',
  'Cable/Pipe Laying': 'cable_pipe_laying',
  'Clearance (Bulldozing/Levelling)': 'clearance_bulldozing',
  'Clearance (Hand)': 'clearance_hand',
  'Clearance (Unclassified)': 'clearance_unclassified',
  'Coastal Advance/Accretion': null,
  'Coastal Erosion/Retreat': null,
  Conservation: 'conservation',
  Construction: 'construction',
  'Demolition/Destruction': 'demolition',
  'Dissolved Salt': 'dissolved_salt',
  Dredging: null,
  Drilling: null,
  Drought: 'drought',
  Dumping: 'dumping',
  'Excavation (Bulldozing/Machinery)': 'excavation_machine',
  'Excavation (Hand)': 'excavation_hand',
  'Excavation (Unclassified)': 'excavation_unclassified',
  'Explosion/Heavy Weaponry': 'explosion',
  Fire: 'fire',
  Flooding: 'flooding',
  Graffiti: 'graffiti',
  'Grazing/Animal Movement': null,
  'Gunfire/Light Weaponry': 'gunfire',
  'Human Movement/Trampling': 'trampling',
  Inundation: null,
  'Irrigation (Centre Pivot System)': null,
  'Irrigation (Channels)': null,
  'Irrigation (Unclassified)': null,
  'Lack of Maintenance/Management/Legal Measures and Activities': 'lack_of_maintenance',
  'Land Reclamation': null,
  'Land/Rock Slide': 'rock_slide',
  Landmines: 'landmines',
  Landscaping: null,
  'Maintenance/Management Activities': 'maintenance',
  'Mining/Quarrying (Open Trench/Pit)': null,
  'Mining/Quarrying (Surface)': null,
  'Mining/Quarrying (Unclassified)': null,
  'Mining/Quarrying (Underground)': null,
  'Mooring/Anchoring': null,
  'No Visible/Known': 'no_visible',
  'Occupation/Continued Use': 'occupation',
  Ploughing: null,
  Pollution: 'pollution',
  Precipitation: 'precipitation',
  'Radiation/Light': 'radiation_light',
  Railway: null,
  'Recession of Water': null,
  Reconstruction: 'reconstruction',
  Refurbishment: 'refurbishment',
  Restoration: 'restoration',
  'Road/Track': 'road',
  Salvage: null,
  'Seismic Activity': 'seismic',
  'Stationary Vehicle': 'stationary_vehicle',
  'Structural Robbing': 'structural_robbing',
  'Temperature/Humidity Change': 'temperature_humidity',
  'Theft/Unauthorised Removal of Objects': 'theft',
  Trawling: null,
  Tunneling: null,
  Unknown: 'unknown',
  'Vegetation/Crops/Trees': 'vegetation',
  'Volcanic Eruption': null,
  'Water Action': 'water',
  'Water and/or Wind Action': 'water_wind',
  'Wind Action': 'wind',
}

/** What a place was, by its most telling word. */
export const EAMENA_KINDS: [term: string, kind: MonumentKind][] = [
  ['Caravanserai/Khan', 'caravanserai'],
  ['Fort/Fortress/Castle', 'fort'],
  ['Fortress', 'fort'],
  ['Mosque', 'mosque'],
  ['Church/Chapel', 'church'],
  ['Monastery/Convent', 'monastery'],
  ['House/Dwelling', 'house'],
  ['Cistern', 'cistern'],
  ['Bridge', 'bridge'],
  ['Temple', 'temple'],
  ['Theatre/Odeon', 'theatre'],
  ['Baths', 'baths'],
  ['Tomb/Grave/Burial', 'tomb'],
  ['Settlement/Habitation Site', 'settlement'],
  ['Wall', 'wall'],
]

/** Terms that hold the comma by which the platform joins values. */
export const WITH_COMMA = [
  'Conservation, Restoration, and Maintenance Activities',
  'Islamic, Late (Timurid/Safavid/Qajar) (Iran)',
  'Islamic, Middle (Ghaznavid/Seljuq/Khwarazmshah) (Iran)',
  'Islamic, Middle (Mongol/Ilkhanid/Muzaffarid/Jalayrid) (Iran)',
  'Islamic, Early (Iran)',
  'Contemporary Islamic, Early 20th century (MENA)',
  'Contemporary Islamic, Late 20th century (MENA)',
]

/** What somebody was who looked: EAMENA's roles of investigators, in both languages. */
export const EAMENA_ROLES: Record<string, { en: string; ar: string; organisation: string | null }> =
  {
    'EAMENA Project Staff': { en: 'Project staff', ar: 'من فريق المشروع', organisation: 'EAMENA' },
    'Academic Researcher': { en: 'Academic researcher', ar: 'باحث أكاديمي', organisation: null },
    'Student/Trainee': { en: 'Student or trainee', ar: 'طالب أو متدرب', organisation: null },
    'Governmental Authority': { en: 'Government authority', ar: 'جهة حكومية', organisation: null },
    'Non-Governmental Organisation': {
      en: 'Non-governmental organisation',
      ar: 'منظمة غير حكومية',
      organisation: null,
    },
    'Private Sector': { en: 'Private sector', ar: 'القطاع الخاص', organisation: null },
    'Volunteer/Independent Researcher': {
      en: 'Volunteer or independent researcher',
      ar: 'متطوع أو باحث مستقل',
      organisation: null,
    },
  }
export const NO_ROLE = { en: 'Assessor', ar: 'مقيِّم', organisation: null }

/** What a list has for a term; undefined for *constructor* and the like, which every object has. */
export function termOf<T>(list: Record<string, T>, term: string): T | undefined {
  return Object.hasOwn(list, term) ? list[term] : undefined
}
