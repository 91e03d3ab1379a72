import type { Piece, Pieces } from "./pieces";
import type { Tensor } from "./tensor";

/** The Program; what computes the gradients that it does not hold, outputs d… by quantity; and the slopes of activations. */
export interface Programs {
  readonly bends?: Pieces;
  readonly run?: Piece["run"];
  readonly sweep?: Piece["run"] | null;
}

export type Inputs = Readonly<Record<string, Tensor>>;

/** What the Program gives for some inputs; a problem where it has no answer for these. */
export interface Outcome {
  readonly values: Readonly<Record<string, Tensor>>; // by quantity
  readonly outputs: Readonly<Record<string, Tensor>>; // value, and d… of each input
  readonly problem: string;
}

const NOTHING: Outcome = { values: {}, outputs: {}, problem: "" };

/** What the Program gives for inputs in this order; what it throws is the problem. */
export function computed({ run }: Programs, inputs: readonly Tensor[]): Outcome {
  if (!run) return NOTHING;
  try {
    const { values, outputs } = run(...inputs);
    return { values: tensorsOf(values), outputs: tensorsOf(outputs), problem: "" };
  } catch (error) {
    return { ...NOTHING, problem: (error as Error).message };
  }
}

/** The gradients that the Program does not hold. */
export function outputsOf({ sweep }: Programs, inputs: readonly Tensor[]): Readonly<Record<string, Tensor>> {
  return sweep ? tensorsOf(sweep(...inputs).outputs) : {};
}

export function valueOf({ outputs }: Outcome): number | null {
  return outputs.value?.data[0] ?? null;
}

export function withChanges(array: Tensor, changes: Readonly<Record<number, number>>): Tensor {
  const data = array.data.slice();
  for (const [place, number] of Object.entries(changes)) data[Number(place)] = number;
  return { shape: array.shape, data };
}

function tensorsOf(found: Readonly<Record<string, Tensor | number>>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(found).map(([name, value]) => {
      const { shape, data } = typeof value === "object" ? value : { shape: [], data: [Number(value)] };
      return [name, { shape, data: Float64Array.from(data) }];
    }),
  );
}
