import { BIAS, difference, gradient, type Weight, weight } from "./factors";
import type { Network, Parameters } from "./pass";
import type { Tensor } from "./tensor";

/** What can be measured of a program without reading it: the weights for which something does not hold. */
export interface Evidence {
  readonly among: number;
  readonly gradients: readonly Weight[]; // not what moving the weight shows
  readonly steps: readonly Weight[]; // not the rate times the true gradient
}

/** Where a step leads, and where the true gradient leads. */
export interface Step {
  readonly to: number;
  readonly due: number;
}

/** Whether two ways of finding a derivative agree, as far as differences can tell. */
export function agree(derived: number, measured: number): boolean {
  const size = Math.max(Math.abs(derived), Math.abs(measured), 1e-12);
  return Math.abs(derived - measured) < 1e-9 || Math.abs(derived - measured) / size < 1e-5;
}

export function isDue({ to, due }: Step): boolean {
  return Math.abs(to - due) <= 1e-12 * Math.max(1, Math.abs(due));
}

/** A program's network and the right one, where they stand, and what they learn from. */
export interface Situation {
  readonly network: Network;
  readonly right: Network;
  readonly parameters: Parameters;
  readonly x: Tensor;
  readonly y: Tensor;
  readonly rate: number;
}

export function stepOf({ network, right, parameters, x, y, rate }: Situation, chosen: Weight): Step {
  const after = network.stepped(parameters, network.derived(parameters, x, y, rate), rate);
  const due = weight(parameters, chosen) - rate * gradient(right.derived(parameters, x, y), chosen);
  return { to: weight(after, chosen), due };
}

export function evidence(at: Situation): Evidence {
  const { network, right, parameters, x, y, rate } = at;
  const weights = every(parameters);
  const values = network.derived(parameters, x, y, rate);
  const wrong = (each: Weight): boolean => !agree(gradient(values, each), difference(right, parameters, x, y, each));
  return {
    among: weights.length,
    gradients: weights.filter(wrong),
    steps: weights.filter((each) => !isDue(stepOf(at, each))),
  };
}

/** Every weight and bias, the last layer's first. */
function every({ W }: Parameters): Weight[] {
  return W.flatMap(({ shape: [inputs = 0, units = 0] }, i) =>
    Array.from({ length: units }, (_, to) =>
      [...Array.from({ length: inputs }, (_, from) => from), BIAS].map((from) => ({ layer: i + 1, from, to })),
    ).flat(),
  ).toReversed();
}
