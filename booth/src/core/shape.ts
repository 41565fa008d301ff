/** Taking members out of JSON objects: all of them, no others, each of the right type. */

import { type Bytes, fromBase64, fromHex } from "./bytes.ts";
import type { Json } from "./canonical.ts";
import { type Check, ensure } from "./invalid.ts";
import { SUITE } from "./transcript.ts";

const ID = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const UNSHOWABLE = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029\u2066-\u2069]/;
const LONGEST_TEXT = 2000;

export type Members = { readonly [name: string]: Json };

/** One object under reading: knows its place for messages, and refuses members nobody asked for. */
export class Shape {
  readonly members: Members;
  readonly where: string;
  private readonly check: Check;

  constructor(value: Json | undefined, names: readonly string[], where: string, check: Check) {
    this.where = where;
    this.check = check;
    this.members = members(value, where, check);
    const found = Object.keys(this.members);
    ensure(found.length === names.length && names.every((name) => Object.hasOwn(this.members, name)), check, where);
  }

  private at(name: string): string {
    return `${this.where} ${name}`;
  }

  private need(holds: boolean, name: string): asserts holds {
    ensure(holds, this.check, this.at(name));
  }

  string(name: string): string {
    const value = this.members[name];
    this.need(typeof value === "string", name);
    return value;
  }

  /** Read what people will see: 1 to 2,000 characters, none that controls or reorders. */
  text(name: string): string {
    const value = this.string(name);
    this.need(isText(value), name);
    return value;
  }

  texts(name: string, least: number, most: number): string[] {
    return this.list(name, least, most).map((value) => {
      this.need(typeof value === "string" && isText(value), name);
      return value;
    });
  }

  id(name: string): string {
    const value = this.string(name);
    this.need(ID.test(value), name);
    return value;
  }

  whole(name: string, least = 0, most = Number.MAX_SAFE_INTEGER): number {
    const value = this.members[name];
    this.need(typeof value === "number" && value >= least && value <= most, name);
    return value;
  }

  truth(name: string): boolean {
    const value = this.members[name];
    this.need(typeof value === "boolean", name);
    return value;
  }

  hex(name: string, size = 32): Bytes {
    const bytes = fromHex(this.string(name), this.at(name), this.check);
    this.need(bytes.length === size, name);
    return bytes;
  }

  base64(name: string, size?: number): Bytes {
    const bytes = fromBase64(this.string(name), this.at(name), this.check);
    if (size !== undefined) this.need(bytes.length === size, name);
    return bytes;
  }

  list(name: string, least = 0, most = Number.MAX_SAFE_INTEGER): readonly Json[] {
    const value = this.members[name];
    this.need(Array.isArray(value), name);
    const array = value as readonly Json[];
    this.need(array.length >= least && array.length <= most, name);
    return array;
  }

  /** Read an array of objects, each with these members. */
  shapes(name: string, names: readonly string[], least = 0, most = Number.MAX_SAFE_INTEGER): Shape[] {
    return this.list(name, least, most).map((value, at) => new Shape(value, names, `${this.at(name)}[${at}]`, this.check));
  }

  wholes(name: string, size: number): number[] {
    return this.list(name, size, size).map((value) => {
      this.need(typeof value === "number", name);
      return value;
    });
  }
}

/** See a value as an object, whatever its members. */
export function members(value: Json | undefined, where: string, check: Check): Members {
  ensure(typeof value === "object" && value !== null && !Array.isArray(value), check, where);
  return value as Members;
}

/** Look at the suite before anything else: what does not name ours, whatever it is, is another's. */
export function ensureSuite(value: Json, where: string): void {
  ensure(members(value, where, "suite")["suite"] === SUITE, "suite", `${where} suite`);
}

export function isText(value: string): boolean {
  return value.length > 0 && [...value].length <= LONGEST_TEXT && !UNSHOWABLE.test(value);
}
