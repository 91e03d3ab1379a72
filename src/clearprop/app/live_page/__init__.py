"""The page that is alive: code, network, mathematics and numbers of one training run, recomputed in the browser."""
