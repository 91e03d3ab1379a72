/** What a network is: sizes from the inputs to the outputs, an activation for each layer after them, and the loss. */
export interface Architecture {
  readonly sizes: readonly number[];
  readonly activations: readonly string[];
  readonly loss: string;
  readonly factor?: number | null; // the loss is the sum over rows times this; without, the mean over rows
}

export function depth(architecture: Architecture): number {
  return architecture.sizes.length - 1;
}

/** The quantities of a network by kind; most belong to a layer. */
export type Kind = "x" | "y" | "W" | "b" | "z" | "a" | "L" | "da" | "slope" | "delta" | "dW" | "db";

/** One of them: ``{ kind: "delta", layer: 2 }`` is δ₂. */
export interface Quantity {
  readonly kind: Kind;
  readonly layer: number;
}

const ALONE: readonly Kind[] = ["x", "y", "L"];

/** The key of a quantity in a pass: ``delta2``, ``L``. */
export function key({ kind, layer }: Quantity): string {
  return ALONE.includes(kind) ? kind : `${kind}${layer}`;
}

export function quantity(text: string): Quantity {
  const [, kind, layer] = /^([A-Za-z]+)(\d*)$/.exec(text) ?? [];
  return { kind: (kind ?? "x") as Kind, layer: Number(layer || 0) };
}

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

export function subscript(number: number): string {
  return [...String(number)].map((digit) => SUBSCRIPTS[Number(digit)]).join("");
}

/** How people write it: δ₂, ∂L/∂W₁. */
export function symbol({ kind, layer }: Quantity): string {
  const l = subscript(layer);
  switch (kind) {
    case "x":
    case "y":
    case "L":
      return kind;
    case "delta":
      return `δ${l}`;
    case "slope":
      return `σ′(z${l})`;
    case "da":
    case "dW":
    case "db":
      return `∂L/∂${kind.slice(1)}${l}`;
    default:
      return `${kind}${l}`;
  }
}
