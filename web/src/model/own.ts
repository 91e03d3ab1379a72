import { type Architecture, subscript } from "./architecture";
import type { Preset } from "./page";
import { numbers } from "./random";

/** A network and data of the reader's own. */
export interface Own {
  readonly hidden: readonly number[];
  readonly activation: string;
  readonly output: string;
  readonly loss: string;
  readonly seed: number;
  readonly epochs: number;
  readonly batch: number;
}

export const MOST_UNITS = 8;
export const MOST_LAYERS = 5;

/** "4, 3" or "4-3" -> [4, 3]; what is wrong with it, in a sentence, for anything else. */
export function sizes(text: string): number[] | string {
  const parts = text
    .split(/[^\d]+/)
    .filter(Boolean)
    .map(Number);
  if (/[^\d\s,;x–-]/.test(text)) return `Hidden layers are whole numbers, such as 4, 3; got "${text}".`;
  if (parts.length > MOST_LAYERS) return `At most ${MOST_LAYERS} hidden layers can be drawn; got ${parts.length}.`;
  const wrong = parts.find((size) => size < 1 || size > MOST_UNITS);
  return wrong === undefined ? parts : `A layer has 1 to ${MOST_UNITS} units here; got ${wrong}.`;
}

/** A preset made of a reader's choices; weights are drawn from the seed, uniformly by Glorot's rule. */
export function presetOf(own: Own, base: Preset, x: Preset["x"], y: Preset["y"], rate: number): Preset {
  const architecture: Architecture = {
    sizes: [x[0]?.length ?? 1, ...own.hidden, y[0]?.length ?? 1],
    activations: [...own.hidden.map(() => own.activation), own.output],
    loss: own.loss,
  };
  const draw = numbers(own.seed);
  const weights = architecture.activations.map((_, i) => {
    const [inputs, units] = [architecture.sizes[i]!, architecture.sizes[i + 1]!];
    const reach = Math.sqrt(6 / (inputs + units));
    return Array.from({ length: inputs }, () => Array.from({ length: units }, () => reach * (2 * draw() - 1)));
  });
  const same = (names: readonly string[], count: number, letter: string): readonly string[] =>
    names.length === count ? names : Array.from({ length: count }, (_, i) => `${letter}${subscript(i)}`);
  return {
    ...base,
    says: "A network and data of your own.",
    architecture,
    x,
    y,
    weights,
    biases: architecture.sizes.slice(1).map((units) => Array.from({ length: units }, () => 0)),
    trainsBiases: true,
    rate,
    batch: own.batch,
    epochs: own.epochs,
    inputs: same(base.inputs, x[0]?.length ?? 1, "x"),
    outputs: same(base.outputs, y[0]?.length ?? 1, "ŷ"),
    code: [],
    published: null,
    mistakes: [],
  };
}

/** The own network that is most like a preset: where a reader begins to change it. */
export function like(preset: Preset): Own {
  const { sizes, activations, loss } = preset.architecture;
  return {
    hidden: sizes.slice(1, -1),
    activation: activations.length > 1 ? activations[0]! : "tanh",
    output: activations.at(-1)!,
    loss,
    seed: 1,
    epochs: preset.epochs,
    batch: preset.batch,
  };
}

/** Rows of numbers, the last column the target; a sentence that says what is wrong for anything else. */
export function table(text: string): { x: number[][]; y: number[][] } | string {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const cells = lines.map((line) => line.split(/[,;\t]/).map((cell) => cell.trim()));
  const named =
    cells[0]?.some((cell) => Number.isNaN(Number(cell))) && cells.length > 1 && cells[1]!.slice(0, -1).every(isNumber);
  const rows = named && cells[0]!.slice(0, -1).some((cell) => !isNumber(cell)) ? cells.slice(1) : cells;
  const width = rows[0]?.length ?? 0;
  if (rows.length < 2 || width < 2) return "A table has at least two rows of two columns, the last one the target.";
  if (rows.length > 500) return `At most 500 rows can be trained on here; got ${rows.length}.`;
  const ragged = rows.findIndex((row) => row.length !== width);
  if (ragged >= 0) return `Row ${ragged + 1} has ${rows[ragged]!.length} columns; the first has ${width}.`;
  const bad = rows.findIndex((row) => !row.slice(0, -1).every(isNumber));
  if (bad >= 0) return `Row ${bad + 1} has a cell that is no number, before the last column.`;
  const targets = rows.map((row) => row[width - 1]!);
  const classes = [...new Set(targets)];
  const x = rows.map((row) => row.slice(0, -1).map(Number));
  if (targets.every(isNumber) && classes.length > 3) return { x, y: targets.map((target) => [Number(target)]) };
  if (classes.length === 2) return { x, y: targets.map((target) => [classes.toSorted().indexOf(target)]) };
  if (classes.length > MOST_UNITS)
    return `The last column has ${classes.length} classes; at most ${MOST_UNITS} can be drawn.`;
  return { x, y: targets.map((target) => classes.map((name) => Number(name === target))) };
}

/** The output activation and the loss that belong to targets: several classes, two, or numbers. */
export function ending(y: readonly (readonly number[])[]): [string, string] {
  if ((y[0]?.length ?? 1) > 1) return ["softmax", "cross_entropy"];
  return y.every(([target]) => target === 0 || target === 1)
    ? ["sigmoid", "binary_cross_entropy"]
    : ["identity", "half_squared_error"];
}

function isNumber(cell: string): boolean {
  return cell !== "" && Number.isFinite(Number(cell));
}
