import "./main";
import { mount } from "svelte";
import type { Pieces } from "../model/pieces";
import type { ScriptData } from "../model/script";
import { Script } from "../model/script.svelte";
import Page from "./Reading.svelte";

/** The page of a script that was read. */
const { data, pieces } = globalThis.clearprop as unknown as { data: ScriptData; pieces?: Pieces };
mount(Page, { target: document.body, props: { script: new Script(data, pieces ?? {}) } });
