import type { Tensor } from "./tensor";

/** What a large array is like; the last three are shares of its numbers. */
export interface Statistics {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly zeros: number;
  readonly nan: number;
  readonly infinite: number;
}

/** The beginning of an array, its leading axes below each other; the statistics of one that is not shown whole. */
export interface Excerpt {
  readonly shape: readonly number[];
  readonly rows: readonly (readonly number[])[];
  readonly statistics: Statistics | null;
}

/** Every number of an array, row by row. */
export interface Whole {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** ∂value/∂quantity: the quantity that holds it has that name; without numbers the page computes them. */
export interface Gradient {
  readonly name: string;
  readonly symbol: string;
  readonly numbers: Excerpt | Whole | null;
}

/** A row of the table of numbers. */
export interface Quantity {
  readonly name: string;
  readonly part: "input" | "forward" | "backward";
  readonly symbol: string; // MathML
  readonly text: string;
  readonly temporary: boolean;
  readonly type: string;
  readonly shape: readonly number[];
  readonly axis: number | null; // that counts the rows of the batch
  readonly listed: boolean; // in the table; others are told in the strip only
  readonly numbers: Excerpt | Whole | null;
  readonly gradient: Gradient | null;
}

export interface MathsLine {
  readonly name: string;
  readonly temporary: boolean;
  readonly maths: string;
  readonly opens: readonly string[];
}

export interface MathsPart {
  readonly part: string;
  readonly heading: string;
  readonly first: readonly MathsLine[];
  readonly leftOut: number;
  readonly last: readonly MathsLine[];
}

export interface Mathematics {
  readonly parts: readonly MathsPart[];
  readonly functions: Readonly<Record<string, { symbol: string; text: string; lines: readonly string[] }>>;
}

export interface Code {
  readonly language: string;
  readonly title: string;
  readonly lines: readonly { text: string; quantities: readonly string[]; named: boolean }[];
  readonly names: Readonly<Record<string, readonly string[]>>;
}

/** What Python writes into the page of a derivation. */
export interface DerivationData {
  readonly name: string;
  readonly wrt: readonly string[];
  readonly value: number;
  readonly row: number | null;
  readonly among: number;
  readonly inputs: readonly string[];
  readonly still: string; // why no number can be changed; "" where they can
  readonly quantities: readonly Quantity[];
  readonly leftOut: Readonly<Record<string, number>>;
  readonly matrices: Mathematics;
  readonly elements: Mathematics;
  readonly picture: string;
  readonly code: readonly Code[];
}

export function asTensor({ shape, data }: Whole): Tensor {
  return { shape, data: Float64Array.from(data) };
}
