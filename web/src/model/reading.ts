import { key, quantity, type Quantity } from "./architecture";
import { BIAS, gradient, type Weight } from "./factors";
import type { Values } from "./pass";
import { at } from "./tensor";

/** The factors of a weight's gradient, each with the key of the quantity that holds it; no slope where δ is one step. */
export interface Sources {
  readonly errorSignal: string;
  readonly slope: string;
  readonly input: string;
  readonly product: string;
}

export function sources({ layer, from }: Weight, values: Values): Sources {
  const of = (kind: Quantity["kind"], l: number): string => key({ kind, layer: l });
  const apart = of("slope", layer) in values;
  return {
    errorSignal: apart ? of("da", layer) : of("delta", layer),
    slope: apart ? of("slope", layer) : "",
    input: from === BIAS ? "" : layer === 1 ? "x" : of("a", layer - 1),
    product: of(from === BIAS ? "db" : "dW", layer),
  };
}

/** The number of a quantity that concerns a weight, in one row: its own unit where it has one, else the first. */
export function number(values: Values, name: string, chosen: Weight, row: number): number | null {
  const found = values[name];
  if (found === undefined) return null;
  const { kind, layer } = quantity(name);
  if (kind === "L") return found.data[0] ?? null;
  if (kind === "dW" || kind === "db") {
    const own = layer === chosen.layer;
    const from = kind === "db" ? BIAS : own && chosen.from !== BIAS ? chosen.from : 0;
    return gradient(values, { layer, from, to: own ? chosen.to : 0 });
  }
  const before = kind === "x" ? chosen.layer === 1 : layer === chosen.layer - 1;
  const unit = layer === chosen.layer && kind !== "x" ? chosen.to : before && chosen.from !== BIAS ? chosen.from : 0;
  return at(found, row, unit);
}

/** The quantities of a pass in the order in which they are computed. */
export function order(values: Values): string[] {
  return Object.keys(values).filter((name) => name !== "x" && name !== "y");
}
