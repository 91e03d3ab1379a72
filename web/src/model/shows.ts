import type { Derivation } from "./derivation.svelte";
import { shown } from "./text";
import { placeAt, type Tensor } from "./tensor";

const DIGITS = 3;
const FEW = 3; // numbers of an array that are written out

/** What a mark of a picture shows, as Python wrote it there: how, of which quantity, where. */
export interface Shows {
  readonly how: string;
  readonly name: string;
  readonly at: readonly number[];
}

export function read(spec: string): Shows {
  const [how = "", name = "", at = ""] = spec.split(" ");
  return { how, name, at: places(at) };
}

/** `0-3,7`. */
export function places(text: string): number[] {
  return text === "" ? [] : text.split(",").flatMap(between);
}

function between(part: string): number[] {
  const [first = 0, last = first] = part.split("-").map(Number);
  return Array.from({ length: last - first + 1 }, (_, k) => first + k);
}

/** The gradient that a line stands for, the norm of an array's or of a part of it; null for what is none. */
export function slope(derivation: Derivation, { how, name, at }: Shows): number | null {
  const found = ["slope", "length", "norm"].includes(how) ? derivation.slopeOf(name) : null;
  if (!found) return null;
  if (how === "norm") return Math.hypot(...at.map((place) => found.data[place] ?? 0));
  return how === "length" ? Math.hypot(...found.data) : (found.data[placeAt(found.shape, at)] ?? null);
}

/** The text that stands for it; the largest slope of all lines, and the largest norm of all bands. */
export function words(derivation: Derivation, shows: Shows, largest: number, widest: number): string {
  const { how, name, at } = shows;
  const found = derivation.tensorOf(name);
  switch (how) {
    case "total":
      return shown(derivation.value, Number(name));
    case "scale":
      return shown(largest * Number(name), DIGITS);
    case "widest":
      return shown(widest, DIGITS);
    case "average":
      return found ? shown(average(found, at), DIGITS) : "–";
    case "summary":
      return found ? summary(found) : "–";
  }
  return shown(slope(derivation, shows), DIGITS);
}

/** Over all elements that have this index along this axis; over all where none is given. */
function average({ shape, data }: Tensor, [axis, index]: readonly number[]): number {
  const inner = axis === undefined ? 1 : shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const chosen = data.filter((_, place) => axis === undefined || Math.floor(place / inner) % shape[axis]! === index);
  return chosen.reduce((sum, value) => sum + value, 0) / chosen.length;
}

/** A number, a few numbers, or from where to where they go. */
function summary({ shape, data }: Tensor): string {
  const each = Array.from(data, (value) => shown(value, DIGITS));
  if (shape.length === 0) return each[0] ?? "";
  if (each.length <= FEW) return `[${each.join(", ")}]`;
  const ends = [Math.min, Math.max].map((end) => data.reduce((kept, value) => end(kept, value)));
  return ends.map((value) => shown(value, DIGITS)).join(" … ");
}
