import type { Derivation } from "./derivation.svelte";
import { places } from "./shows";
import type { Tensor } from "./tensor";

export type State = "dead" | "flat" | "plain";

/** Whether units are dead or flat, by what Python wrote beside them: `a1 1 0-3`, and the least slope that is not flat. */
export function states(derivation: Derivation, spec: string, least: number): State[] {
  const [activation = "", axis = "-", units = ""] = spec.split(" ");
  const found = derivation.bendOf(activation);
  return places(units).map((unit) => (found ? stateOf(steepest(found, axis, unit), least) : "plain"));
}

function stateOf(slope: number, least: number): State {
  return slope === 0 ? "dead" : slope < least ? "flat" : "plain";
}

/** A unit's steepest slope over the rows; without an axis there is one unit. */
function steepest({ shape, data }: Tensor, axis: string, unit: number): number {
  if (axis === "-") return data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const inner = shape.slice(Number(axis) + 1).reduce((product, size) => product * size, 1);
  const own = data.filter((_, place) => Math.floor(place / inner) % shape[Number(axis)]! === unit);
  return own.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
