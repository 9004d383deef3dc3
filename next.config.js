import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  // A native addon, which a bundle cannot hold.
  serverExternalPackages: ['@myriaddreamin/typst-ts-node-compiler'],
  // Without these a lockfile in a folder above the clone is taken for the root of the project.
  turbopack: { root },
  outputFileTracingRoot: root,
  // `npm test` checks the types; a first `npm start` need not do it again.
  typescript: { ignoreBuildErrors: true },
}
