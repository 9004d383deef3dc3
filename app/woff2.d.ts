/** Turbopack answers the import of a font file with its address. */
declare module '*.woff2' {
  const address: string
  export default address
}
