/** Why a report was not made: too many are asked for, nobody waits, its process went over its memory or time, or a bug. */
export class NotMade extends Error {
  constructor(
    readonly reason: 'busy' | 'left' | 'broken' | 'bug',
    message: string = reason,
  ) {
    super(message)
  }
}
