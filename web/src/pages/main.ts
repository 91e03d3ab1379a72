import { mount } from "svelte";
import "../../../src/clearprop/render/page/style.css";
import { fresh, Lesson } from "../model/lesson.svelte";
import type { PageData } from "../model/page";
import type { Pieces } from "../model/pieces";
import Page from "./Page.svelte";

declare global {
  var clearprop: { data: PageData; pieces: Pieces };
}

const { data, pieces } = globalThis.clearprop;
const lesson = new Lesson(data, pieces, fresh(data.presets[0]!));
mount(Page, { target: document.body, props: { lesson } });
