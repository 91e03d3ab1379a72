import { symbol } from "./architecture";
import { BIAS, FLAT, type RowFactors, type Weight } from "./factors";
import { shown } from "./text";

const CANCELLED = 0.2;

/** What the numbers of a weight's gradient say, each fact with the numbers that show it. */
export function why(chosen: Weight, rows: readonly RowFactors[], row: number, gradient: number): string[] {
  const own = rows[row] ?? rows[0]!;
  return [...direction(gradient), ...smallFactors(chosen, own), ...cancelling(rows, gradient)];
}

function* direction(gradient: number): Generator<string> {
  if (gradient === 0) yield "Zero: this weight does not change in this step.";
  else
    yield gradient > 0
      ? "Above 0: a smaller weight makes the loss smaller."
      : "Below 0: a larger weight makes the loss smaller.";
}

function* smallFactors(chosen: Weight, own: RowFactors): Generator<string> {
  const z = symbol({ kind: "z", layer: chosen.layer });
  if (own.slope === 0)
    yield `The slope is 0 in this row: whatever the error, nothing comes through the unit at this ${z}.`;
  else if (own.slope !== null && Math.abs(own.slope) < FLAT)
    yield `The slope is ${shown(own.slope, 3)}: the unit is saturated, and lets little of the error through.`;
  if (own.input === 0 && chosen.from !== BIAS) yield "The input is 0 in this row: what it is multiplied by has no say.";
  if (own.errorSignal !== null && own.errorSignal === 0)
    yield "The error signal is 0: the loss does not answer to this unit here.";
}

function* cancelling(rows: readonly RowFactors[], gradient: number): Generator<string> {
  const size = rows.reduce((sum, each) => sum + Math.abs(each.product), 0);
  if (rows.length > 1 && size > 0 && Math.abs(gradient) < CANCELLED * size)
    yield `The rows pull both ways: ${shown(size, 3)} in all, of which ${shown(Math.abs(gradient), 3)} is left.`;
}
