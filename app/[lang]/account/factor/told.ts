/** What a form about the second factor shows beside its answer: each secret this once. */
export type Told =
  | { step: 'password' }
  | { step: 'code'; secret?: string; qr?: { size: number; path: string } }
  | { step: 'done'; codes: string[] }
