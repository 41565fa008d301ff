/** The one way in which verification fails: an error that names the check and the place. */

export type Check =
  | "archive"
  | "json"
  | "suite"
  | "manifest"
  | "dkg"
  | "roll"
  | "board"
  | "head"
  | "entry"
  | "ballot"
  | "proof"
  | "signature"
  | "duplicate"
  | "chain"
  | "audit"
  | "paper"
  | "tally"
  | "share"
  | "result"
  | "papers"
  | "seal"
  | "since";

export class Invalid extends Error {
  readonly check: Check;
  readonly where: string;

  constructor(check: Check, where: string) {
    super(`${check}: ${where}`);
    this.name = "Invalid";
    this.check = check;
    this.where = where;
  }
}

/** Refuse, under the name of a check and with the place, what does not hold. */
export function ensure(holds: boolean, check: Check, where: string): asserts holds {
  if (!holds) throw new Invalid(check, where);
}
