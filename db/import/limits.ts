/*
 * What a file may cost. All are refused before memory is taken: a file is read in pieces, and what grows while it is
 * read is counted. Together they keep one file below about 200 MB in the process that reads it.
 */
const MB = 1024 * 1024

/** The bytes of a file that may be sent. */
export const FILE_MOST = 100 * MB
/** The bytes that all parts of a workbook that are read may unpack to, and how many times their size. */
export const UNPACKED_MOST = 600 * MB
export const RATIO_MOST = 300
/** The bytes of shared strings, which have to be held; of every other part but the sheet, likewise. */
export const STRINGS_MOST = 64 * MB
export const PART_MOST = 4 * MB
/** Parts of an archive. */
export const ENTRIES_MOST = 2000

export const ROWS_MOST = 1_000_000
export const COLUMNS_MOST = 500
/** The characters of a row, of a feature, and of one cell. */
export const ROW_MOST = 1 * MB
export const FEATURE_MOST = 4 * MB
export const CELL_MOST = 100_000
/** How deep a document may be nested: GeoJSON is not ten deep, a sheet not twenty, and what walks down has to come back. */
export const DEPTH_MOST = 100
/** Points of an outline that are looked at. */
export const POINTS_MOST = 50_000
/** Rows of a portion. */
export const AT_ONCE = 500
