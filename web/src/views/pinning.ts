import { on } from "svelte/events";
import type { Lit } from "../model/lit.svelte";
import { namesOf } from "./shining";
import { neighbour, walk } from "./walking";

const OTHERWISE = "summary, input, label, select, output, button:not(.handle)";

/** Clicks and keys inside an element keep something lit, or let it go; arrow keys go from quantity to quantity. */
export function pinning(lit: Lit): (root: HTMLElement) => () => void {
  return (root) => {
    const leave = [
      on(root, "click", (event) => clicked(lit, event)),
      on(document, "keydown", (event) => pressed(lit, event)),
    ];
    return () => leave.forEach((each) => each());
  };
}

function clicked(lit: Lit, event: Event): void {
  const at = event.target as Element;
  const found = at.closest(OTHERWISE) ? null : at.closest("[data-quantity]");
  if (!found) return;
  event.preventDefault();
  lit.pin(namesOf(found));
}

function pressed(lit: Lit, event: KeyboardEvent): void {
  const here = event.target as Element;
  if (event.key === "Escape") lit.release();
  const panel = here.closest(".panel");
  if (!panel || !here.matches("[data-quantity], .cell, .body") || event.ctrlKey || event.altKey || event.metaKey)
    return;
  const next = neighbour(panel, here, event.key);
  if (next) walk(panel, next);
  else if (event.key !== "Enter" && event.key !== " ") return;
  else if (here.matches("[data-quantity]:not(button)")) lit.pin(namesOf(here));
  else return;
  event.preventDefault();
}
