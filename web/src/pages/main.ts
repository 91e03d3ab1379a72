import "../../../src/clearprop/render/page/style.css";
import "./colours.css";
import { lesson } from "./lesson";

/** What Python wrote into the page: which page it is, and what that is made of. */
declare global {
  var clearprop: { readonly kind: keyof typeof PAGES };
}

const PAGES = { lesson };

PAGES[globalThis.clearprop.kind](document.body);
