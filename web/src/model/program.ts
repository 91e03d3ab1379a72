import { type Architecture, depth } from "./architecture";
import type { CodeLine, Lines, Preset, Templates } from "./page";

/** The NumPy code of a network's loss and gradients, put together from what was emitted for a layer. */
export function program(templates: Templates, architecture: Architecture, rows: number): CodeLine[] {
  const last = depth(architecture);
  const parts = architecture.activations.map((_, i) => linesOf(templates, architecture, i + 1));
  const parameters = parts.flatMap((_, i) => [`W${i + 1}`, `b${i + 1}`]);
  const functions = [...new Set(parts.flatMap((part) => part.functions))];
  const written = (lines: readonly CodeLine[], layer: number): CodeLine[] =>
    lines.filter((line) => layer > 1 || !line.text.startsWith("da{k} =")).map((line) => numbered(line, layer, rows));
  return [
    plain("import numpy as np"),
    ...functions.flatMap((text) => ["", "", ...text.split("\n")].map(plain)),
    ...["", "", `def value_and_gradients(${parameters.join(", ")}, x, y):`, "    # Forward"].map(plain),
    ...parts.flatMap((part, i) => written(part.forward, i + 1)),
    ...["", "    # Backward"].map(plain),
    ...parts.flatMap((_, i) => written(parts[last - 1 - i]!.backward, last - i)),
    ...["", `    return L, {${parameters.map((name) => `"${name}": d${name}`).join(", ")}}`].map(plain),
  ];
}

/** The network's formulas, as MathML by quantity. */
export function formulas(templates: Templates, architecture: Architecture): ReadonlyMap<string, string> {
  const put = (text: string, layer: number): string =>
    text.replaceAll("{l}", String(layer)).replaceAll("{k}", String(layer - 1));
  const found = architecture.activations.flatMap((_, i) => {
    const { maths, first } = linesOf(templates, architecture, i + 1);
    return Object.entries(i === 0 ? first : maths).map(([name, text]) => [put(name, i + 1), put(text, i + 1)] as const);
  });
  return new Map(found);
}

/** A file that trains the network as the page does: the code, the data, where it starts, and the loop. */
export function file(code: readonly CodeLine[], preset: Preset, rate: number): string {
  const text = code.filter((line) => line.change !== "gone").map((line) => line.text);
  if (preset.code.length > 0) return text.join("\n") + "\n";
  const layers = preset.weights.map((_, i) => i + 1);
  const names = layers.flatMap((layer) => [`W${layer}`, `b${layer}`]);
  const learned = preset.trainsBiases ? names : names.filter((name) => name.startsWith("W"));
  const array = (value: unknown): string => `np.array(${JSON.stringify(value)}, float)`;
  return [
    ...text,
    "",
    "",
    `x = ${array(preset.x)}`,
    `y = ${array(preset.y)}`,
    ...layers.flatMap((layer) => [
      `W${layer} = ${array(preset.weights[layer - 1])}`,
      `b${layer} = ${array(preset.biases[layer - 1])}`,
    ]),
    `rate = ${rate}`,
    `for epoch in range(1, ${preset.epochs + 1}):`,
    `    L, gradients = value_and_gradients(${names.join(", ")}, x, y)`,
    `    print(f"epoch {epoch}, loss {L:.6f}")`,
    ...learned.map((name) => `    ${name} -= rate * gradients["${name}"]`),
    "",
  ].join("\n");
}

function linesOf(templates: Templates, architecture: Architecture, layer: number): Lines {
  const activation = architecture.activations[layer - 1] ?? "";
  const found =
    layer === depth(architecture)
      ? templates.endings[`${activation}/${architecture.loss}`]
      : templates.hidden[activation];
  if (found === undefined)
    throw new Error(`There is no code for ${activation} in layer ${layer} with ${architecture.loss}.`);
  return found;
}

function numbered(line: CodeLine, layer: number, rows: number): CodeLine {
  const put = (text: string): string =>
    text
      .replaceAll(/\ba\{k\}/g, layer === 1 ? "x" : "a{k}")
      .replaceAll("{l}", String(layer))
      .replaceAll("{k}", String(layer - 1))
      .replaceAll("{n}", String(rows));
  const text = rows === 1 ? line.text.replace(/\((y_hat - y)\) \/ \{n\}$/, "$1") : line.text;
  return { ...line, text: `    ${put(text)}`, quantities: line.quantities.map(put) };
}

function plain(text: string): CodeLine {
  return { text, quantities: [], difference: null, change: "" };
}
