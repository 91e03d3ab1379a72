import { on } from "svelte/events";
import type { Lit } from "../model/lit.svelte";
import { namesOf } from "./shining";
import { fade } from "./walking";

/** The quantities at which something happened. */
function at({ target }: Event): string[] {
  return namesOf(target instanceof Element ? target.closest("[data-quantity]") : null);
}

/** What inside an element is pointed at, or has the focus by keyboard, is lit. */
export function pointing(lit: Lit): (root: HTMLElement) => () => void {
  return (root) => {
    const leave = [
      on(root, "pointerover", (event) => {
        if (event.pointerType !== "touch") lit.point(at(event));
      }),
      on(root, "pointerleave", () => lit.point([])),
      on(root, "focusin", (event) => {
        lit.focus((event.target as Element).matches(":focus-visible") ? at(event) : []);
      }),
      on(root, "focusout", (event) => {
        fade(event.target as Element);
        lit.focus([]);
      }),
    ];
    return () => leave.forEach((each) => each());
  };
}
