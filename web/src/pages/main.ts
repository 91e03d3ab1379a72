import { mount } from "svelte";
import "../../../src/clearprop/render/page/style.css";
import "./colours.css";
import { fresh, Lesson } from "../model/lesson.svelte";
import { fromLink } from "../model/link";
import type { PageData } from "../model/page";
import type { Pieces } from "../model/pieces";
import Page from "./Page.svelte";

declare global {
  var clearprop: { data: PageData; pieces: Pieces };
}

const { data, pieces } = globalThis.clearprop;
const told = fromLink(location.hash.slice(1));
const preset = data.presets.find((each) => each.name === told?.preset) ?? data.presets[0]!;
const lesson = new Lesson(data, pieces, { ...fresh(preset), ...told, preset: preset.name });
mount(Page, { target: document.body, props: { lesson } });
