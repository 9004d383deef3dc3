import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  // A picture of 30 MB and the fields beside it; proxy.ts refuses so much to every other page.
  experimental: { serverActions: { bodySizeLimit: '31mb' }, proxyClientMaxBodySize: '31mb' },
  // A native addon, which a bundle cannot hold, and plugins that must find the one core of their library.
  serverExternalPackages: [
    '@myriaddreamin/typst-ts-node-compiler',
    '@citation-js/core',
    '@citation-js/plugin-bibtex',
    '@citation-js/plugin-csl',
    '@citation-js/plugin-ris',
  ],
  // Without these a lockfile in a folder above the clone is taken for the root of the project.
  turbopack: { root },
  outputFileTracingRoot: root,
  // `npm test` checks the types; a first `npm start` need not do it again.
  typescript: { ignoreBuildErrors: true },
}
