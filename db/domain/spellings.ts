import { searchWords } from './arabic'

/*
 * Spellings of one thing, in both scripts: whoever types one finds the others. Names as the sources write them, and the
 * few common nouns that the names of monuments are made of. A spelling may be several words. A form that differs only
 * by accents, apostrophes, hyphens, the article or a plural s needs no line of its own (see arabic.ts, search-query.ts).
 * Bel is also called Baal; Baalshamin is another god with a temple of his own.
 */
const KNOWN: readonly (readonly string[])[] = [
  // Places
  [
    'Palmyra',
    'Palmyre',
    'Palmira',
    'Tadmor',
    'Tadmur',
    'Tadmir',
    'Tedmor',
    'Tudmur',
    'Tadmar',
    'تدمر',
    'بالميرا',
    'Πάλμυρα',
    '𐡶𐡣𐡬𐡥𐡴',
  ],
  ['Syria', 'سوريا', 'سورية'],
  ['Damascus', 'دمشق'],
  ['Homs', 'Hims', 'حمص'],
  ['Idlib', 'إدلب'],
  ['Russia', 'روسيا'],
  ['Poland', 'بولندا', 'بولونيا'],
  ['Beirut', 'بيروت'],
  ['Hermitage', 'الإرميتاج', 'الأرميتاج'],
  // Gods and people
  ['Bel', 'Baal', 'بل', 'بعل'],
  [
    'Baalshamin',
    'Baal Shamin',
    'Baalshamen',
    'Balshamin',
    'Bel Shamin',
    'Beelshamen',
    'بعلشمين',
    'بعل شمين',
    'بعل شامين',
    'بعلشامين',
  ],
  ['Nabu', 'Nebo', 'Nabo', 'نبو', 'نابو'],
  ['Allat', 'al-Lat', 'Lat', 'اللات'],
  ['Elahbel', 'Elhbel', 'Elabel', 'إيلابل', 'إيلاهبل'],
  ['Iamblichus', 'Iamliku', 'Iamlichu', 'Jamblique', 'Yemliko', 'يمليكو', 'يمليخو'],
  ['Kithoth', 'Kitot', 'Kithot', 'كيتوت'],
  ['Atenatan', 'Atenaten', 'عتنتان'],
  ['Diocletian', 'ديوقلسيان', 'ديوقليسيان', 'ديوكليسيان', 'دقلديانوس'],
  ['Zenobia', 'زنوبيا'],
  ['Septimius Severus', 'سبتيموس سيفيروس'],
  ['Hadrian', 'هادريان', 'هدريان'],
  ['Fakhr al-Din', 'Fakhreddine', 'Fakhr ad-Din', 'Fakhruddin', 'فخر الدين'],
  ['Ibn Maan', 'Ibn Ma‘n', 'Bin Maan', 'ابن معن', 'المعني', "al-Ma'ani"],
  ['Shirkuh', 'Shirkoh', 'شيركو', 'شيركوه'],
  [
    'Khaled al-Asaad',
    'Khaled Asaad',
    'Khalid al-Asad',
    'Khalid al-Asaad',
    'Khalid Asad',
    'Khalid Asaad',
    'Khaled al-Assaad',
    'Khaled al-As‘ad',
    'خالد الأسعد',
  ],
  ['Abdulkarim', 'Abdul-Karim', 'Abdelkarim', 'Abdul Karim', 'عبد الكريم'],
  ['Mohammed bin Ali', 'Mohammad bin Ali', 'Muhammad ibn Ali', 'محمد بن علي'],
  ['Abu Behaeddine', 'Abu Bahaeddine', 'Abu Bahaa Eddine', 'Abu Baha al-Din', 'أبو بهاء الدين'],
  // Bodies
  ['Daesh', 'Da‘ish', 'ISIL', 'ISIS', 'Islamic State', 'داعش', 'الدولة الإسلامية', 'تنظيم الدولة'],
  ['UNESCO', 'اليونسكو'],
  ['UNOSAT', 'يونوسات'],
  ['UNITAR', 'يونيتار'],
  ['ASOR', 'المدارس الأمريكية للأبحاث الشرقية'],
  ['DGAM', 'Directorate-General of Antiquities and Museums', 'المديرية العامة للآثار والمتاحف'],
  ['ICOMOS', 'إيكوموس', 'الإيكوموس'],
  ['ICCROM', 'إيكروم', 'الإيكروم'],
  ['World Heritage', 'التراث العالمي'],
  ['SOHR', 'Syrian Observatory for Human Rights', 'المرصد السوري لحقوق الإنسان', 'المرصد السوري'],
  ['SANA', 'سانا'],
  ['Reuters', 'رويترز'],
  ['Wikipedia', 'ويكيبيديا'],
  // What monuments are
  ['temple', 'sanctuary', 'معبد', 'هيكل'],
  ['castle', 'citadel', 'fortress', "qal'a", "qala'a", 'qalat', "qala'at", 'kalaat', 'قلعة', 'حصن'],
  ['theatre', 'theater', 'amphitheatre', 'amphitheater', 'مسرح', 'مدرج'],
  ['arch', 'قوس'],
  ['Triumph', 'Triumphal', 'النصر'],
  ['tetrapylon', 'tetrapyle', 'التترابيل', 'تترابيلون', 'تيترابيلون', 'المصلبة'],
  ['colonnade', 'colonnaded', 'الشارع الطويل', 'شارع الأعمدة', 'رواق الأعمدة'],
  ['column', 'عمود', 'أعمدة'],
  ['tomb', 'مدفن', 'مدافن', 'قبر', 'قبور', 'ضريح'],
  ['tower', 'برج', 'أبراج'],
  ['necropolis', 'مقبرة'],
  ['museum', 'متحف'],
  ['bath', 'حمام', 'حمامات'],
  ['agora', 'الآغورا', 'الأغورا', 'أغورا'],
  ['camp', 'معسكر'],
  ['wall', 'سور', 'أسوار'],
  ['lion', 'أسد'],
  ['spring', 'نبع', 'عين'],
  ['Efqa', 'Afqa', 'Efka', 'Afka', 'إفقا', 'أفقا'],
  ['shrine', 'mausoleum', 'مزار'],
  ['cella', 'السيلا'],
  ['portico', 'الرواق'],
  // What happens to them
  ['mine', 'لغم', 'ألغام'],
  ['looting', 'looted', 'نهب'],
  ['restoration', 'ترميم'],
  ['explosive', 'متفجرات'],
  ['drone', 'مسيّرة', 'طائرة مسيرة'],
  ['satellite', 'أقمار صناعية', 'قمر صناعي'],
]

const groups = KNOWN.map((group) => group.flatMap(formsOf))
const byWords = new Map<string, string[][]>()
for (const group of groups)
  for (const words of group) {
    const key = words.join(' ')
    byWords.set(key, [...(byWords.get(key) ?? []), ...group])
  }

/** The longest spelling, in words. */
export const LONGEST_SPELLING = Math.max(...groups.flat().map((words) => words.length))

/** All spellings of the thing that these folded words name, themselves among them; null when they name none. */
export function spellingsOf(words: readonly string[]): string[][] | null {
  return byWords.get(words.join(' ')) ?? null
}

/** The spellings as they are written, for telling a reader what else was looked for: by their folded words. */
export const WRITTEN: ReadonlyMap<string, string> = new Map(
  KNOWN.flatMap((group) =>
    group.map((spelling) => [searchWords(spelling).join(' '), spelling] as const),
  ),
)

/** An English word in its other number: with its plural s, or without. */
export function inNumber(word: string): string[] {
  if (!/^[a-z]{3,}$/.test(word)) return []
  if (/[^aeiou]ies$/.test(word)) return [`${word.slice(0, -3)}y`]
  if (/(ch|sh|x|ss)es$/.test(word)) return [word.slice(0, -2)]
  if (/[^siu]s$/.test(word)) return [word.slice(0, -1)]
  if (/(ch|sh|x|ss)$/.test(word)) return [`${word}es`]
  if (/[^aeiou]y$/.test(word)) return [`${word.slice(0, -1)}ies`, `${word}s`]
  return [`${word}s`]
}

/** The folded words of a spelling; of a common noun, which is written small, in both numbers. */
function formsOf(spelling: string): string[][] {
  const words = searchWords(spelling)
  const [word] = words
  const isNoun = words.length === 1 && word !== undefined && /^[a-z]/.test(spelling)
  return [words, ...(isNoun ? inNumber(word).map((other) => [other]) : [])]
}
