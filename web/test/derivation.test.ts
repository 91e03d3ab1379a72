import { describe, expect, it } from "vitest";
import { codeLines } from "../src/model/code";
import { indexOf, placeIn, rowAlong } from "../src/model/tensor";

describe("rows of a batch", () => {
  const cube = { shape: [2, 3, 2], data: Float64Array.from({ length: 12 }, (_, k) => k) };
  it("are taken along any axis", () => {
    expect(rowAlong(cube, 1, 2)).toEqual({ shape: [2, 2], data: Float64Array.of(4, 5, 10, 11) });
    expect(rowAlong(cube, 0, 1).data).toEqual(cube.data.slice(6));
  });
  it("keep their place in the whole array", () => {
    const row = rowAlong(cube, 1, 2);
    expect(Array.from(row.data, (_, place) => cube.data[placeIn(cube.shape, 1, 2, place)])).toEqual([...row.data]);
    expect(indexOf([2, 3, 2], 10)).toEqual([1, 2, 0]);
  });
});

describe("lines of code", () => {
  const names = { z1: ["z1"], h: ["h", "h_2"] };
  const parts = (text: string, named = true) =>
    codeLines({ language: "c", title: "C", names, lines: [{ text, quantities: [], named }] })[0]!.parts!;
  it("know the quantities that their names stand for", () => {
    expect(parts("a = z1 + h2").filter((part) => part.quantities.length > 0)).toEqual([
      { text: "z1", quantities: ["z1"], aside: false },
    ]);
    expect(parts("z1 = 1", false).every((part) => part.quantities.length === 0)).toBe(true);
  });
  it("keep formulas in comments, and no names in prose", () => {
    expect(parts("// h = z1").map((part) => [part.text, part.aside, part.quantities.length])).toEqual([
      ["// ", true, 0],
      ["h", true, 2],
      [" = ", true, 0],
      ["z1", true, 1],
    ]);
    expect(parts("# z1")).toEqual([{ text: "# z1", quantities: [], aside: true }]);
  });
  it("are the text that they were", () => {
    const text = '    const z1 = new Float64Array(rows * 3); // "z1": 1.5e-3';
    expect(
      parts(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
  });
});
