import type { Code } from "./derivation";
import type { CodeLine, Part } from "./page";

type Names = Code["names"];

const TOKEN = new RegExp(
  [
    String.raw`(?<comment>(?:#|//).*)`,
    String.raw`(?<prose>""".*|/\*.*)`,
    String.raw`(?<string>"(?:[^"\\]|\\.)*")`,
    String.raw`(?<name>[\p{L}_][\p{L}\p{N}_]*)`,
    String.raw`(?<rest>[\d.]+\w*|.)`,
  ].join("|"),
  "gsu",
);

/** The lines of a language's code, their text told apart. */
export function codeLines({ lines, names }: Code): CodeLine[] {
  return lines.map(({ text, quantities, named }) => ({
    text,
    quantities,
    difference: null,
    change: "",
    parts: merged(parts(text, named ? names : {})),
  }));
}

/** Quantities, comments and prose told apart; comments in C and JavaScript are formulas and keep their names. */
function parts(text: string, names: Names): Part[] {
  return [...text.matchAll(TOKEN)].flatMap(({ 0: found, groups }) => {
    if (groups?.comment?.startsWith("// ")) {
      const inner = parts(found.slice(3), names).map((part) => ({ ...part, aside: true }));
      return [{ text: "// ", quantities: [], aside: true }, ...inner];
    }
    const aside = groups?.comment !== undefined || groups?.prose !== undefined;
    return [{ text: found, quantities: groups?.name ? (names[found] ?? []) : [], aside }];
  });
}

/** What is plain, in one. */
function merged(found: readonly Part[]): Part[] {
  return found.reduce<Part[]>((all, part) => {
    const last = all.at(-1);
    const joins = last && last.quantities.length + part.quantities.length === 0 && last.aside === part.aside;
    if (!joins) return [...all, part];
    return [...all.slice(0, -1), { ...last, text: last.text + part.text }];
  }, []);
}
