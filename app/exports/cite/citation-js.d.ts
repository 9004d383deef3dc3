/** The little that we use of citation.js, which brings no types. */
declare module '@citation-js/core' {
  export class Cite {
    constructor(item: object)
    format(output: string, options?: { format?: string; template?: string; lang?: string }): string
  }
  export const plugins: {
    config: {
      get(name: '@csl'): { templates: { add(name: string, style: string): void } }
      get(name: '@bibtex'): {
        format: { asciiOnly: boolean; checkLabel: boolean; useIdAsLabel: boolean }
      }
    }
  }
}
declare module '@citation-js/plugin-bibtex'
declare module '@citation-js/plugin-csl'
declare module '@citation-js/plugin-ris'
