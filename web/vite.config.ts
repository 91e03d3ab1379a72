import { svelte } from "@sveltejs/vite-plugin-svelte";
import { loadEnv } from "vite";
import { defineConfig } from "vitest/config";

/** One script and one style sheet for each kind of page, `--mode`, which Python writes into it; BUNDLE_FOLDER holds them. */
export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  build: {
    outDir: loadEnv(mode, ".", "BUNDLE_").BUNDLE_FOLDER ?? "../src/clearprop/render/page/bundle",
    emptyOutDir: false,
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: {
      input: `src/pages/${mode}.ts`,
      output: { entryFileNames: `${mode}.js`, assetFileNames: `${mode}[extname]` },
    },
  },
  test: { include: ["test/**/*.test.ts"] },
}));
