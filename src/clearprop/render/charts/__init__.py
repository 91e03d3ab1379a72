"""Charts as SVG: data in, text out. Colours and type are those of a page, in ``charts.css``; nothing needs a script."""
