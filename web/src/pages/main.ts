import "../../../src/clearprop/render/page/style.css";
import "./colours.css";
import "./lit.css";

/** What Python wrote into the page: which page it is, and what that is made of. */
declare global {
  var clearprop: { readonly kind: string };
}

document.body.classList.add(globalThis.clearprop.kind);
