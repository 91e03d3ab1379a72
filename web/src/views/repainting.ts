import type { Derivation } from "../model/derivation.svelte";
import { read, type Shows, slope, words } from "../model/shows";
import { placeAt } from "../model/tensor";
import { shown } from "../model/text";

const [THINNEST, WIDEST] = [0.6, 7];
const STUB = 9; // the widest that a unit's own parameter is drawn
const NUMBER = String.raw`(?:not a number|NaN|–|−?∞|−?\d[\d.]*(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?(?:e[-+]\d+)?)`;
const LAST = new RegExp(`${NUMBER}(?!.*${NUMBER})`, "u");
const FIRST = new RegExp(`(?<= = )${NUMBER}(?=, )`, "u");

/** Draws a picture's numbers and lines anew after a change; what it cannot show grows pale. */
export function repainting(derivation: Derivation): (picture: HTMLElement) => void {
  let touched = false;
  return (picture) => {
    touched ||= derivation.isChanged;
    if (!touched) return;
    picture.classList.toggle("changed", derivation.isChanged);
    const marks = [...picture.querySelectorAll("[data-shows]:not([data-shows=still])")];
    const found = marks.map((mark) => [mark, read(mark.getAttribute("data-shows")!)] as const);
    const lines = found.filter(([mark]) => mark.matches("path"));
    const sizes = lines.map(([mark, shows]) => (mark.matches(".stub") ? 0 : Math.abs(slope(derivation, shows) ?? 0)));
    const largest = Math.max(0, ...sizes.filter(Number.isFinite));
    for (const [mark, shows] of lines) draw(mark, shows, derivation, largest);
    for (const [mark, shows] of found) if (mark.matches("text")) write(mark, shows, words(derivation, shows, largest));
    for (const group of picture.querySelectorAll("svg, [role=img]")) name(group);
  };
}

/** The words around the number stay. */
function write(mark: Element, { how }: Shows, number: string): void {
  const text = mark.textContent ?? "";
  const before = /^.*: /u.exec(text)?.[0] ?? "";
  mark.textContent = how === "summary" ? before + number : text.replace(LAST, number);
}

/** Its colour by the slope's sign, its width by how large it is among all. */
function draw(mark: Element, shows: Shows, derivation: Derivation, largest: number): void {
  const own = slope(derivation, shows);
  const wide = THINNEST + (largest > 0 ? (WIDEST * Math.abs(own ?? 0)) / largest : 0);
  mark.setAttribute("stroke-width", (mark.matches(".stub") ? Math.min(wide, STUB) : wide).toFixed(2));
  if (shows.how === "slope") {
    mark.classList.remove("above", "below", "even");
    mark.classList.add(!own ? "even" : own > 0 ? "above" : "below");
  }
  const [title, value] = [mark.querySelector("title"), derivation.tensorOf(shows.name)];
  if (!title?.textContent) return;
  title.textContent = title.textContent
    .replace(LAST, shown(own))
    .replace(FIRST, shown(value?.data[placeAt(value.shape, shows.at)]));
}

/** What is read out: the texts of a unit or card; of all else without what no longer holds. */
function name(group: Element): void {
  const title = group.querySelector(":scope > title");
  const texts = [...group.querySelectorAll(":scope > text")].map((text) => text.textContent);
  if (!title) return;
  if (group.matches("svg")) title.textContent = group.querySelector(".head")?.textContent ?? title.textContent;
  else if (group.querySelector(":scope > .shape")) title.textContent = texts.join("; ");
  else title.textContent = title.textContent?.split(";")[0] ?? "";
  if (group.hasAttribute("aria-label")) group.setAttribute("aria-label", title.textContent);
  const told = group.querySelector(":scope > desc");
  if (told) told.textContent = told.textContent?.replace(/ The largest gradient .*/su, "") ?? "";
}
