import type { Excerpt, Statistics } from "./derivation";
import { extent } from "./excerpt";
import { powers, shown } from "./text";

const DIGITS = 5; // that count, of the largest number of an array
const ALONE = 9; // of a single number
const PLAIN: readonly [number, number] = [1e-4, 1e6]; // sizes that are written without a power of ten

/** Decimals for all numbers of an array: no more than any of them needs; null where they are written with powers of ten. */
export function decimals(numbers: readonly number[]): number | null {
  const finite = numbers.filter(Number.isFinite).map(Math.abs);
  const largest = Math.max(0, ...finite);
  if (largest < PLAIN[0] || largest >= PLAIN[1]) return null;
  const most = Math.max((numbers.length > 1 ? DIGITS : ALONE) - 1 - Math.floor(Math.log10(largest)), 0);
  return Math.max(0, ...finite.map((number) => needed(number, most)));
}

function needed(number: number, most: number): number {
  const after = number.toFixed(most).split(".")[1] ?? "";
  return after.replace(/0+$/, "").length;
}

/** The number with so many decimals; with a power of ten where these would hide it. */
export function figure(number: number, places: number | null = decimals([number])): string {
  if (!Number.isFinite(number)) return Number.isNaN(number) ? "NaN" : shown(number);
  if (number === 0) return "0";
  if (places === null) return powers(number, DIGITS);
  const text = number.toFixed(places);
  const hidden = Math.abs(number) < 10 ** (1 - places) && Number(text) !== number;
  return hidden ? shown(number, 3) : text.replace("-", "−");
}

/** The first numbers in one line, with dots where there are more. */
export function sample({ shape, rows }: Excerpt, most: number): string {
  const first = rows.flat().slice(0, most);
  const places = decimals(first);
  const [all, columns] = extent(shape);
  return first.map((number) => figure(number, places)).join(", ") + (all * columns > most ? ", …" : "");
}

/** `min −0.61, mean 0.012, max 0.53, 0 % zeros`: what a large array is like. */
export function told({ min, mean, max, zeros, nan, infinite }: Statistics): string {
  const parts = nan + infinite < 1 ? [`min ${shown(min, 3)}`, `mean ${shown(mean, 3)}`, `max ${shown(max, 3)}`] : [];
  parts.push(`${percent(zeros)} zeros`);
  if (nan + infinite > 0) parts.push(`${percent(nan)} NaN, ${percent(infinite)} infinite`);
  return parts.join(", ");
}

/** None and all are said only where it is none and all. */
function percent(share: number): string {
  if (share > 0 && share < 0.01) return "< 1 %";
  return share > 0.99 && share < 1 ? "> 99 %" : `${Math.round(100 * share)} %`;
}

/** `10 × 5`; a scalar has no sizes. */
export function sizes(shape: readonly number[]): string {
  return shape.join(" × ") || "scalar";
}
