const MOMENT = 100; // milliseconds

/** Writes the link once it has stayed as it is for a moment: browsers stop pages that do so at every move of a slider. */
export function keeping(link: string): () => void {
  const timer = setTimeout(() => history.replaceState(null, "", link ? `#${link}` : location.pathname), MOMENT);
  return () => clearTimeout(timer);
}
