import type { Values } from "./pass";
import { asRows } from "./tensor";
import { shown } from "./text";

/** How a quantity is computed, as MathML, and what came of it in one row. */
export interface Formula {
  readonly name: string;
  readonly maths: string;
  readonly value: string;
}

const MOST = 6; // numbers that are written out

/** The formulas of quantities, where there are any; two quantities may come of one. */
export function told(
  names: readonly string[],
  maths: ReadonlyMap<string, string>,
  values: Values,
  row: number,
): Formula[] {
  return names.flatMap((name) => {
    const found = maths.get(name);
    return found === undefined ? [] : [{ name, maths: found, value: written(values, name, row) }];
  });
}

/** Of what has a number for each row and unit, those of the row. */
function written(values: Values, name: string, row: number): string {
  const found = values[name];
  if (found === undefined) return "";
  if (found.shape.length === 0) return shown(found.data[0], 4);
  const rows = asRows(found.shape.length === 1 ? { ...found, shape: [1, found.data.length] } : found);
  const numbers = /^d[Wb]/.test(name) ? rows : [rows[row] ?? []];
  if (numbers.flat().length > MOST) return "";
  return numbers.map((each) => `[${each.map((value) => shown(value, 3)).join(", ")}]`).join(" ");
}
