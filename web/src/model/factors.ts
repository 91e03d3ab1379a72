import { type Architecture, depth } from "./architecture";
import type { Network, Parameters, Values } from "./pass";
import { at, changed, type Tensor } from "./tensor";

/** A weight: of a layer, from an input or unit of the layer before, to a unit of the layer; `from` -1 is the bias. */
export interface Weight {
  readonly layer: number;
  readonly from: number;
  readonly to: number;
}

/** What one row contributes: ∂L/∂a · ∂a/∂z · ∂z/∂w. Where loss and activation are one step, or units mix, only δ = ∂L/∂z is told. */
export interface RowFactors {
  readonly row: number;
  readonly errorSignal: number | null;
  readonly slope: number | null;
  readonly delta: number;
  readonly input: number;
  readonly product: number;
}

/** One way from a hidden unit to the loss, through a unit of the next layer: δ of that unit times the weight to it. */
export interface Path {
  readonly through: number;
  readonly delta: number;
  readonly weight: number;
  readonly share: number;
}

export const BIAS = -1;

/** A unit with less slope than this is saturated. */
export const FLAT = 0.02;

export function factors(values: Values, { layer, from, to }: Weight): RowFactors[] {
  const delta = values[`delta${layer}`]!;
  const [signal, slope] = [values[`da${layer}`], values[`slope${layer}`]];
  const before = layer === 1 ? values.x! : values[`a${layer - 1}`]!;
  return Array.from({ length: delta.shape[0] ?? 0 }, (_, row) => {
    const input = from === BIAS ? 1 : at(before, row, from);
    const own = at(delta, row, to);
    return {
      row,
      errorSignal: signal === undefined || slope === undefined ? null : at(signal, row, to),
      slope: slope === undefined ? null : at(slope, row, to),
      delta: own,
      input,
      product: own * input,
    };
  });
}

/** The ways over which ∂L/∂a of a hidden unit comes, for one row; none for an output. */
export function paths(
  values: Values,
  parameters: Parameters,
  architecture: Architecture,
  { layer, to }: Weight,
  row: number,
): Path[] {
  if (layer >= depth(architecture)) return [];
  const next = values[`delta${layer + 1}`]!;
  return Array.from({ length: next.shape[1] ?? 0 }, (_, through) => {
    const [delta, weight] = [at(next, row, through), at(parameters.W[layer]!, to, through)];
    return { through, delta, weight, share: delta * weight };
  });
}

export function gradient(values: Values, { layer, from, to }: Weight): number {
  return from === BIAS ? at(values[`db${layer}`]!, to) : at(values[`dW${layer}`]!, from, to);
}

export function weight(parameters: Parameters, { layer, from, to }: Weight): number {
  return from === BIAS ? at(parameters.b[layer - 1]!, to) : at(parameters.W[layer - 1]!, from, to);
}

export function withWeight(parameters: Parameters, { layer, from, to }: Weight, value: number): Parameters {
  const put = (arrays: readonly Tensor[], index: number[]): Tensor[] =>
    arrays.map((array, i) => (i === layer - 1 ? changed(array, index, value) : array));
  return from === BIAS
    ? { W: parameters.W, b: put(parameters.b, [to]) }
    : { W: put(parameters.W, [from, to]), b: parameters.b };
}

const STEP = 1e-5;

/** (L(w + h) - L(w - h)) / 2h: the gradient without any derivative. */
export function difference(network: Network, parameters: Parameters, x: Tensor, y: Tensor, which: Weight): number {
  const own = weight(parameters, which);
  const loss = (value: number): number => network.forward(withWeight(parameters, which, value), x, y).L!.data[0]!;
  return (loss(own + STEP) - loss(own - STEP)) / (2 * STEP);
}
