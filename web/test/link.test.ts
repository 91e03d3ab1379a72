import { expect, it } from "vitest";
import { fromLink, toLink } from "../src/model/link";

const first = {
  preset: "iris",
  mistake: null,
  answer: null,
  mended: null,
  weight: { layer: 2, from: 0, to: 0 },
  row: 0,
  epoch: 0,
  rate: 0.5,
  step: null,
  lit: [],
  moved: null,
  x: null,
  y: null,
  own: null,
};

it("holds what was changed, and only that", () => {
  const choices = { ...first, row: 3, weight: { layer: 1, from: 2, to: 1 } };
  expect(fromLink(toLink(choices, { ...first, preset: "" }))).toEqual({
    preset: "iris",
    row: 3,
    weight: { layer: 1, from: 2, to: 1 },
  });
});

it("is empty where nothing was changed", () => {
  expect(toLink(first, first)).toBe("");
});

it("is nothing where somebody else wrote it", () => {
  expect(fromLink("not-a-state")).toBeNull();
  expect(fromLink("")).toBeNull();
});
