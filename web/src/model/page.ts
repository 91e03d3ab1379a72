import type { Architecture } from "./architecture";
import type { Parameters, Slip } from "./pass";
import { tensor } from "./tensor";

/** A line of the program, the quantities that it computes, and how far it ever was from the true ones: the proof. */
export interface CodeLine {
  readonly text: string;
  readonly quantities: readonly string[];
  readonly difference: number | null;
  readonly change: "" | "gone" | "come"; // in a broken program, beside the right one
  readonly parts?: readonly Part[]; // of its text, where names in it stand for quantities
}

/** A piece of a line: quantities that a name stands for, or words that do not compute. */
export interface Part {
  readonly text: string;
  readonly quantities: readonly string[];
  readonly aside: boolean;
}

/** What stands beside a line: a quantity in words and its number, or what is wrong. */
export interface Note {
  readonly words: string;
  readonly value: string;
  readonly kind: string; // forward, local, backward or step; a factor of the chosen weight: signal, slope, input; fault, doubt
  readonly quantity: string | null;
}

export type Mark = "wrong" | "suspicious" | "mended";

/** A ready-made lesson: network, data, where it starts, how it is trained, and the program that does the same. */
export interface Preset {
  readonly name: string;
  readonly title: string;
  readonly says: string;
  readonly architecture: Architecture;
  readonly x: readonly (readonly number[])[];
  readonly y: readonly (readonly number[])[];
  readonly weights: readonly (readonly (readonly number[])[])[];
  readonly biases: readonly (readonly number[])[];
  readonly trainsBiases: boolean;
  readonly rate: number;
  readonly batch: number;
  readonly epochs: number;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly code: readonly CodeLine[];
  readonly published: {
    readonly says: string;
    readonly of: string;
    readonly perLoss: number;
    readonly losses: readonly number[];
  } | null;
  readonly mistakes: readonly Mistake[];
}

/** A line that goes (-), comes (+) or stays. */
export interface DiffLine {
  readonly kind: "-" | "+" | " ";
  readonly text: string;
}

/** A mistake in a preset's program: the changed lines, what it does to the pass, and what reading it answered. */
export interface Mistake extends Slip {
  readonly name: string;
  readonly title: string;
  readonly code: readonly CodeLine[];
  readonly finding: {
    readonly code: string;
    readonly line: number;
    readonly says: string;
    readonly equals: string;
    readonly points: number;
    readonly fix: readonly DiffLine[];
    readonly verified: boolean; // by reading the mended program again
  } | null;
  readonly stops: { readonly epoch: number; readonly error: string } | null; // Python's arithmetic ends it there
}

/** The code of one layer {l} after a layer {k}: the functions that it calls, and its lines forward and backward. */
export interface Lines {
  readonly functions: readonly string[];
  readonly forward: readonly CodeLine[];
  readonly backward: readonly CodeLine[];
  readonly maths: Readonly<Record<string, string>>; // MathML by quantity
  readonly first: Readonly<Record<string, string>>; // the same where the layer is the first
}

/** By activation, and by `output/loss` for the last layer. */
export interface Templates {
  readonly hidden: Readonly<Record<string, Lines>>;
  readonly endings: Readonly<Record<string, Lines>>;
}

/** What Python writes into the page. */
export interface PageData {
  readonly templates: Templates;
  readonly presets: readonly Preset[];
}

export function start(preset: Preset): Parameters {
  return {
    W: preset.weights.map(tensor),
    b: preset.biases.map((row) => ({ shape: [row.length], data: Float64Array.from(row) })),
  };
}
