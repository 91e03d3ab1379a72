import { describe, expect, it } from "vitest";
import { anchor, parts, placeOf } from "../src/model/script";

describe("a line of a script", () => {
  it.each([
    [{ cell: null, line: 4 }, "line-4"],
    [{ cell: 3, line: 12 }, "cell-3-line-12"],
  ])("has a link that leads back to it", (place, link) => {
    expect(anchor(place)).toBe(link);
    expect(placeOf(link)).toEqual(place);
  });
  it.each(["", "line-", "line-4x", "cell-1", "eyJhIjoxfQ"])("is not named by %j", (text) => {
    expect(placeOf(text)).toBeNull();
  });
  it.each([
    ["x = 1  # one", "# one"],
    ['x = "#" + y', ""],
    ["x = '\\'#' # and # more", "# and # more"],
    ["x = '#", ""],
    ["y = x // 2", ""],
  ])("%j has the comment %j", (text, comment) => {
    const found = parts(text);
    expect(found.filter((part) => part.aside).map((part) => part.text)).toEqual(comment ? [comment] : []);
    if (comment) expect(found.map((part) => part.text).join("")).toBe(text);
  });
});
