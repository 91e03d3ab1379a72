import type { Component } from "svelte";
import { render } from "svelte/server";
import { describe, expect, it } from "vitest";
import { tensor } from "../src/model/tensor";
import Curve from "../src/views/Curve.svelte";
import Fit from "../src/views/Fit.svelte";
import Network from "../src/views/Network.svelte";
import Plane from "../src/views/Plane.svelte";
import Rows from "../src/views/Rows.svelte";

const architecture = { sizes: [2, 2, 1], activations: ["relu", "sigmoid"], loss: "binary_cross_entropy" };
const parameters = {
  W: [
    tensor([
      [0.1, -0.2],
      [0.3, 0.4],
    ]),
    tensor([[0.5], [-0.6]]),
  ],
  b: [
    { shape: [2], data: Float64Array.of(0, 0.1) },
    { shape: [1], data: Float64Array.of(-0.1) },
  ],
};
const values = {
  x: tensor([[1, 2]]),
  a1: tensor([[0.7, 0.7]]),
  slope1: tensor([[1, 0]]),
  delta1: tensor([[0.02, 0]]),
  a2: tensor([[0.46]]),
  delta2: tensor([[-0.54]]),
  dW1: tensor([
    [0.02, 0],
    [0.04, 0],
  ]),
  db1: { shape: [2], data: Float64Array.of(0.02, 0) },
  dW2: tensor([[-0.38], [-0.38]]),
  db2: { shape: [1], data: Float64Array.of(-0.54) },
};

/** The markup without the marks of Svelte's own. */
function drawn<Props extends Record<string, unknown>>(component: Component<Props>, props: Props): string {
  const { body } = render(component as Component<Record<string, unknown>>, { props });
  return body.replaceAll(/<!--.*?-->/g, "").replaceAll(/ svelte-\w+/g, "");
}

describe("views are functions of their data", () => {
  it("a network with a dead unit", () => {
    const svg = drawn(Network, {
      architecture,
      parameters,
      values,
      row: 0,
      inputs: ["x₀", "x₁"],
      outputs: ["ŷ"],
      chosen: { layer: 2, from: 0, to: 0 },
      lit: ["delta2"],
      choose: () => {},
      keep: () => {},
    });
    expect(svg).toMatchSnapshot();
    expect(svg.match(/class="unit dead/g)).toHaveLength(1);
  });
  it("what rows contribute", () => {
    const row = { errorSignal: 1, slope: 1, delta: 1, input: 1 };
    const rows = [
      { ...row, row: 0, product: 0.5 },
      { ...row, row: 1, product: -0.25 },
    ];
    expect(drawn(Rows, { rows, row: 1, gradient: 0.25, choose: () => {} })).toMatchSnapshot();
  });
  it("losses beside published ones", () => {
    const lines = [
      { name: "loss", kind: "own" as const, values: [4, 2, 1] },
      { name: "as published", kind: "published" as const, values: [4, 2, 1] },
    ];
    expect(drawn(Curve, { lines, epoch: 1, choose: () => {} })).toMatchSnapshot();
  });
  it("points on a plane that is cut in two", () => {
    const x = tensor([
      [0, 0],
      [1, 1],
    ]);
    const y = tensor([[0], [1]]);
    const predict = (points: readonly (readonly number[])[]): Float64Array =>
      Float64Array.from(points, ([u = 0]) => Number(u > 0.5));
    const names: [string, string] = ["no", "yes"];
    expect(drawn(Plane, { x, y, row: 1, names, predict, choose: () => {} })).toMatchSnapshot();
  });
  it("a line through points", () => {
    const x = tensor([[0], [1], [2]]);
    const y = tensor([[0], [2], [4]]);
    const predict = (points: readonly (readonly number[])[]): Float64Array =>
      Float64Array.from(points, ([u = 0]) => 2 * u);
    expect(drawn(Fit, { x, y, row: 0, predict })).toMatchSnapshot();
  });
});
