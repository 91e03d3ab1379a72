import type { Tensor } from "./tensor";

/** What an emitted function gives: numbers without an axis are plain. */
type Outcome = Readonly<Record<string, Tensor | number>>;

/** A function that was emitted from a Program, and the names of its inputs in order. */
export interface Piece {
  readonly inputs: readonly string[];
  readonly run: (...inputs: (Tensor | number)[]) => { readonly values: Outcome; readonly outputs: Outcome };
}

/**
 * What networks are put together from, emitted from Programs by the page's maker: `dense` (x, W, b → z) and
 * `dense_back` (x, W, delta → dW, db, dx); for each activation `NAME` (z → a) and `NAME_back` (z, da → slope, delta); for
 * each loss `NAME` (y_hat, y → L, da), or, where it is computed from logits, `NAME_of_ACTIVATION` (z, y → L, delta);
 * `update` (W, dW, rate → W_new) and `update_bias`.
 */
export type Pieces = Readonly<Record<string, Piece>>;

/** The outputs of a piece, for inputs by their names. */
export function apply(pieces: Pieces, name: string, inputs: Readonly<Record<string, Tensor>>): Record<string, Tensor> {
  const found = pieces[name];
  if (found === undefined) throw new Error(`This page has no piece "${name}"; it was made with others.`);
  const { outputs } = found.run(...found.inputs.map((input) => plain(inputs[input]!)));
  return Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, asTensor(value)]));
}

export function has(pieces: Pieces, name: string): boolean {
  return pieces[name] !== undefined;
}

function plain(tensor: Tensor): Tensor | number {
  return tensor.shape.length === 0 ? tensor.data[0]! : tensor;
}

function asTensor(value: Tensor | number): Tensor {
  return typeof value === "number" ? { shape: [], data: Float64Array.of(value) } : value;
}
