import type { Component } from "svelte";
import { render } from "svelte/server";
import { describe, expect, it } from "vitest";
import { tensor } from "../src/model/tensor";
import Network from "../src/views/Network.svelte";
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
    });
    expect(svg).toMatchSnapshot();
    expect(svg.match(/class="unit dead"/g)).toHaveLength(1);
  });
  it("what rows contribute", () => {
    const row = { errorSignal: 1, slope: 1, delta: 1, input: 1 };
    const rows = [
      { ...row, row: 0, product: 0.5 },
      { ...row, row: 1, product: -0.25 },
    ];
    expect(drawn(Rows, { rows, row: 1, gradient: 0.25, choose: () => {} })).toMatchSnapshot();
  });
});
