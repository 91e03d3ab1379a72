import { on } from "svelte/events";
import type { Lit } from "../model/lit.svelte";
import { namesOf } from "./shining";
import { fade, neighbour, walk } from "./walking";

const OTHERWISE = "summary, input, label, select, output, button:not(.handle)";

/** The quantity at which something happened. */
function at({ target }: Event): Element | null {
  return target instanceof Element ? target.closest("[data-quantity]") : null;
}

/** Pointing, focus, clicks and keys inside an element say what is lit. */
export function pointing(lit: Lit): (root: HTMLElement) => () => void {
  return (root) => {
    const leave = [
      on(root, "pointerover", (event) => {
        if (event.pointerType !== "touch") lit.point(namesOf(at(event)));
      }),
      on(root, "pointerleave", () => lit.point([])),
      on(root, "focusin", (event) => {
        lit.focus((event.target as Element).matches(":focus-visible") ? namesOf(at(event)) : []);
      }),
      on(root, "focusout", (event) => {
        fade(event.target as Element);
        lit.focus([]);
      }),
      on(root, "click", (event) => clicked(lit, event)),
      on(document, "keydown", (event) => pressed(lit, event)),
    ];
    return () => leave.forEach((each) => each());
  };
}

function clicked(lit: Lit, event: Event): void {
  if ((event.target as Element).closest(OTHERWISE)) return;
  const found = at(event);
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
