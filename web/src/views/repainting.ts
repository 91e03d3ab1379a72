import type { Derivation } from "../model/derivation.svelte";
import { type State, states } from "../model/bends";
import { read, type Shows, slope, words } from "../model/shows";
import { placeAt } from "../model/tensor";
import { shown } from "../model/text";

const [THINNEST, WIDEST] = [0.6, 7];
const [BAND_LEAST, BAND] = [1.5, 14];
const [BAR_LEAST, BAR] = [0.8, 44];
const STATES = { dead: "dead: its slope is 0", flat: "saturated: its slope is below 5 % of the steepest", plain: "" };
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
    for (const group of picture.querySelectorAll("[data-bend]")) bend(group, derivation);
    const bands = found.filter(([mark]) => mark.matches(".band"));
    const widest = Math.max(0, ...bands.map(([, shows]) => slope(derivation, shows) ?? 0).filter(Number.isFinite));
    for (const [mark, shows] of bands) widen(mark, slope(derivation, shows) ?? 0, widest);
    for (const box of new Set(found.flatMap(([mark]) => (mark.matches("rect") ? [mark.parentElement!] : []))))
      raise([...box.querySelectorAll("rect[data-shows]")], derivation);
    const lines = found.filter(([mark]) => mark.matches("path:not(.band)"));
    const sizes = lines.map(([mark, shows]) => (mark.matches(".stub") ? 0 : Math.abs(slope(derivation, shows) ?? 0)));
    const largest = Math.max(0, ...sizes.filter(Number.isFinite));
    for (const [mark, shows] of lines) draw(mark, shows, derivation, largest);
    for (const [mark, shows] of found)
      if (mark.matches("text")) write(mark, shows, words(derivation, shows, largest, widest));
    for (const group of picture.querySelectorAll("svg, [role=img]")) name(group);
  };
}

/** The words around the number stay. */
function write(mark: Element, { how }: Shows, number: string): void {
  const text = mark.textContent ?? "";
  const before = /^.*: /u.exec(text)?.[0] ?? "";
  mark.textContent = how === "summary" ? before + number : text.replace(LAST, number);
}

/** A unit's shape and sign, and how many of folded ones are so, by the slopes of its activation. */
function bend(group: Element, derivation: Derivation): void {
  const found = states(derivation, group.getAttribute("data-bend")!, Number(group.getAttribute("data-least")));
  if (!group.hasAttribute("data-index")) return count(group, found);
  const state = found[0]!;
  group.toggleAttribute("data-mark", false);
  if (state !== "plain") group.setAttribute("data-mark", state);
  for (const part of group.querySelectorAll(":scope > [data-plain]"))
    part.setAttribute(part.matches("text") ? "x" : "d", part.getAttribute(`data-${state}`)!);
  const shape = group.querySelector(":scope > .shape")!;
  shape.classList.remove("dead", "flat", "card");
  shape.classList.add(state === "plain" ? "card" : state);
}

function count(group: Element, found: readonly State[]): void {
  const text = group.querySelector(":scope > text")!;
  const counts = (["dead", "flat"] as const).map(
    (state) => [found.filter((each) => each === state).length, state] as const,
  );
  const said = counts.flatMap(([many, state]) =>
    many > 0 ? [`${many} ${state === "flat" ? "saturated" : state}`] : [],
  );
  text.textContent = text.textContent!.replace(/ \(.*\)$/u, "") + (said.length > 0 ? ` (${said.join(", ")})` : "");
}

/** A band's width by the norm of what it folds, among all. */
function widen(mark: Element, norm: number, widest: number): void {
  const wide = BAND_LEAST + (widest > 0 && Number.isFinite(norm) ? (BAND * norm) / widest : 0);
  mark.setAttribute("stroke-width", wide.toFixed(2));
  const title = mark.querySelector("title");
  if (title) title.textContent = title.textContent!.replace(LAST, shown(norm));
}

/** Bars that stand on one line, each as high as its norm is among them. */
function raise(bars: readonly Element[], derivation: Derivation): void {
  const norms = bars.map((bar) => slope(derivation, read(bar.getAttribute("data-shows")!)) ?? 0);
  const most = Math.max(...norms.filter(Number.isFinite)) || 1;
  bars.forEach((bar, k) => {
    const base = Number(bar.getAttribute("y")) + Number(bar.getAttribute("height"));
    const high = Math.max((BAR * norms[k]!) / most || 0, BAR_LEAST);
    bar.setAttribute("y", (base - high).toFixed(1));
    bar.setAttribute("height", high.toFixed(1));
  });
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
  else if (group.querySelector(":scope > .shape"))
    title.textContent = [...texts, STATES[(group.getAttribute("data-mark") ?? "plain") as State]]
      .filter(Boolean)
      .join("; ");
  else title.textContent = title.textContent?.split(";")[0] ?? "";
  if (group.hasAttribute("aria-label")) group.setAttribute("aria-label", title.textContent);
  const told = group.querySelector(":scope > desc");
  if (told) told.textContent = told.textContent?.replace(/ The largest gradient .*/su, "") ?? "";
}
