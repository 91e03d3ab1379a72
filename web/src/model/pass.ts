import { type Architecture, depth } from "./architecture";
import { apply, has, type Pieces } from "./pieces";
import type { Tensor } from "./tensor";

/** The weights and biases of each layer, the first layer first. */
export interface Parameters {
  readonly W: readonly Tensor[];
  readonly b: readonly Tensor[];
}

/** Every quantity of a pass by its key: z1, a1, …, L, delta2, dW2, … */
export type Values = Readonly<Record<string, Tensor>>;

/** A mistake, as the pieces that it puts in the place of others; `early`: weights are updated before they are propagated through. */
export interface Slip {
  readonly replaces: Readonly<Record<string, string>>;
  readonly early: boolean;
}

export const NO_SLIP: Slip = { replaces: {}, early: false };

/** A network's pieces put together; a slip's pieces stand in for the right ones. */
export class Network {
  constructor(
    readonly pieces: Pieces,
    readonly architecture: Architecture,
    readonly slip: Slip = NO_SLIP,
  ) {}

  /** z, a and L. */
  forward(parameters: Parameters, x: Tensor, y: Tensor): Values {
    const values = this.activated(parameters, x, y);
    return { ...values, L: this.loss(values).L! };
  }

  /** z and a. */
  private activated(parameters: Parameters, x: Tensor, y: Tensor): Record<string, Tensor> {
    const values: Record<string, Tensor> = { x, y };
    let input = x;
    this.architecture.activations.forEach((activation, i) => {
      const layer = i + 1;
      const z = this.run("dense", layer, { x: input, W: one(parameters.W, i), b: one(parameters.b, i) }).z!;
      input = this.run(activation, layer, { z }).a!;
      values[`z${layer}`] = z;
      values[`a${layer}`] = input;
    });
    return values;
  }

  /** The same with every derivative of L. */
  derived(parameters: Parameters, x: Tensor, y: Tensor, rate = 0): Values {
    const values = this.activated(parameters, x, y);
    const last = depth(this.architecture);
    const seed = this.loss(values);
    values.L = seed.L!;
    if (seed.da) values[`da${last}`] = seed.da;
    if (seed.delta) values[`delta${last}`] = seed.delta;
    for (let layer = last; layer > 0; layer--) {
      if (values[`delta${layer}`] === undefined) {
        const name = `${this.architecture.activations[layer - 1]}_back`;
        const { slope, delta } = this.run(name, layer, { z: values[`z${layer}`]!, da: values[`da${layer}`]! });
        if (slope) values[`slope${layer}`] = slope;
        values[`delta${layer}`] = delta!;
      }
      const [W, delta] = [one(parameters.W, layer - 1), values[`delta${layer}`]!];
      const x = layer === 1 ? values.x! : values[`a${layer - 1}`]!;
      const found = this.run("dense_back", layer, { x, W, delta });
      values[`dW${layer}`] = found.dW!;
      values[`db${layer}`] = found.db!;
      if (layer === 1) continue;
      const { dx } = this.slip.early
        ? this.run("dense_back", layer, { x, W: this.updated(W, found.dW!, rate, layer), delta })
        : found;
      values[`da${layer - 1}`] = dx!;
    }
    return values;
  }

  /** The parameters after one step of gradient descent. */
  stepped(parameters: Parameters, values: Values, rate: number): Parameters {
    return {
      W: parameters.W.map((W, i) => this.updated(W, values[`dW${i + 1}`]!, rate, i + 1)),
      b: parameters.b.map(
        (b, i) => this.run("update_bias", i + 1, { b, db: values[`db${i + 1}`]!, rate: scalar(rate) }).b_new!,
      ),
    };
  }

  private updated(W: Tensor, dW: Tensor, rate: number, layer: number): Tensor {
    return this.run("update", layer, { W, dW, rate: scalar(rate) }).W_new!;
  }

  /** L with its derivative at the end of the network: ∂L/∂a, or δ where the loss is computed from logits. */
  private loss(values: Values): Record<string, Tensor> {
    const { loss, activations } = this.architecture;
    const last = depth(this.architecture);
    const given = { y: values.y!, factor: scalar(this.architecture.factor ?? 1) };
    const together = `${loss}_of_${activations[last - 1]}`;
    return has(this.pieces, together)
      ? this.run(together, last, { ...given, z: values[`z${last}`]! })
      : this.run(loss, last, { ...given, y_hat: values[`a${last}`]! });
  }

  private run(name: string, layer: number, inputs: Record<string, Tensor>): Record<string, Tensor> {
    const place = layer === depth(this.architecture) ? `${name}@last` : name;
    const { replaces } = this.slip;
    return apply(this.pieces, replaces[place] ?? replaces[name] ?? name, inputs);
  }
}

export function scalar(value: number): Tensor {
  return { shape: [], data: Float64Array.of(value) };
}

function one(tensors: readonly Tensor[], i: number): Tensor {
  const found = tensors[i];
  if (found === undefined)
    throw new Error(`There are parameters for ${tensors.length} layers, and none for layer ${i + 1}.`);
  return found;
}
