import type { Mistake, Preset } from "./page";
import type { Epoch } from "./training";

/** A loss by epoch, how it is drawn, and what it is called. */
export interface Curve {
  readonly name: string;
  readonly values: readonly number[];
  readonly kind: "own" | "wrong" | "published";
}

/** The training's loss per row, or as it was published; beside it the published one, or that of the broken program. */
export function curves(
  preset: Preset,
  run: readonly Epoch[],
  mistake: Mistake | null,
  wrong: readonly Epoch[] | null,
): Curve[] {
  const { published } = preset;
  const perLoss = published?.perLoss ?? 1 / preset.x.length;
  const values = (epochs: readonly Epoch[]): number[] => epochs.map((epoch) => epoch.loss * perLoss);
  if (mistake && wrong)
    return [
      { name: "before the change", kind: "own", values: values(run) },
      { name: "this program", kind: "wrong", values: values(wrong.slice(0, mistake.stops?.epoch)) },
    ];
  const own: Curve = { name: published?.of ?? "loss", kind: "own", values: values(run) };
  return published ? [own, { name: published.says, kind: "published", values: published.losses }] : [own];
}
