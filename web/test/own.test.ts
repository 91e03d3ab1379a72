import { describe, expect, it } from "vitest";
import { ending, sizes, table } from "../src/model/own";

describe("sizes", () => {
  it("reads hidden layers however they are written", () => {
    expect(sizes("4, 3")).toEqual([4, 3]);
    expect(sizes("4-3")).toEqual([4, 3]);
    expect(sizes("")).toEqual([]);
  });
  it("says what cannot be drawn", () => {
    expect(sizes("9")).toBe("A layer has 1 to 8 units here; got 9.");
    expect(sizes("four")).toBe('Hidden layers are whole numbers, such as 4, 3; got "four".');
    expect(sizes("1 1 1 1 1 1")).toBe("At most 5 hidden layers can be drawn; got 6.");
  });
});

describe("table", () => {
  it("takes two classes as 0 and 1, three as columns, and many numbers as they are", () => {
    expect(table("1,yes\n2,no")).toEqual({ x: [[1], [2]], y: [[1], [0]] });
    expect(table("1;2;a\n3;4;b\n5;6;c")).toEqual({
      x: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      y: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    });
    expect(table("1,1.5\n2,2.5\n3,3.5\n4,0")).toEqual({ x: [[1], [2], [3], [4]], y: [[1.5], [2.5], [3.5], [0]] });
  });
  it("leaves out a first row of names", () => {
    expect(table("width,height,kind\n1,2,0\n3,4,1")).toEqual({
      x: [
        [1, 2],
        [3, 4],
      ],
      y: [[0], [1]],
    });
  });
  it("says what is wrong", () => {
    expect(table("1,2")).toMatch(/at least two rows/);
    expect(table("1,2\n1,2,3")).toBe("Row 2 has 3 columns; the first has 2.");
    expect(table("1,2,0\nx,2,1\n3,4,0")).toBe("Row 2 has a cell that is no number, before the last column.");
  });
});

describe("ending", () => {
  it("chooses output and loss by the targets", () => {
    expect(ending([[0], [1]])).toEqual(["sigmoid", "binary_cross_entropy"]);
    expect(ending([[0.5], [1]])).toEqual(["identity", "half_squared_error"]);
    expect(
      ending([
        [1, 0],
        [0, 1],
      ]),
    ).toEqual(["softmax", "cross_entropy"]);
  });
});
